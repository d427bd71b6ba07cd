//! The numbers of a window: what lies under it, the weights, and the products of both.

use egui::{Align, Layout, Rect, Role, Ui, UiBuilder, pos2, vec2};

use super::cells::{self, Cell};
use crate::app::ui::theme::scale::Scale;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::model::worked::{Line, Term};
use crate::tr;

/// Height of the title of a grid of numbers with the room below it, in points.
const TITLE: f32 = 24.0;

/// Which numbers of a window are shown where there is no room for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grid {
    /// What lies under the window.
    Read,
    /// The weights.
    Weights,
    /// The products of both.
    #[default]
    Products,
}

impl Grid {
    const ALL: [Self; 3] = [Self::Read, Self::Weights, Self::Products];

    fn title(self) -> std::borrow::Cow<'static, str> {
        match self {
            Self::Read => tr!("inside-window"),
            Self::Weights => tr!("inside-kernel"),
            Self::Products => tr!("inside-products"),
        }
    }

    /// Its numbers and their colours.
    fn cells(self, line: &Line, from: Scale) -> (Vec<Cell>, Scale) {
        let one = |term: &Term| match (self, term.from) {
            (Self::Read, None) => Cell::Padding,
            (Self::Read, Some(_)) => Cell::Number(term.number),
            (Self::Weights, _) => Cell::Number(term.by),
            (Self::Products, _) => Cell::Number(term.number * term.by),
        };
        let cells: Vec<Cell> = line.terms.iter().map(one).collect();
        let size = |cell: &Cell| match cell {
            Cell::Number(number) => number.abs() as f32,
            Cell::Padding => 0.0,
        };
        let most = cells.iter().map(size).fold(0.0, f32::max);
        (cells, if self == Self::Read { from } else { Scale::Around0(most) })
    }
}

/// Window, weights and products below each other; one of them where the numbers of all could not be read.
pub fn ui(ui: &mut Ui, room: Rect, line: &Line, (kernel, from): (usize, Scale), shown: &mut Grid) {
    let wide = ((room.width() - space::L) / kernel as f32).min(52.0);
    let side = ((room.height() - 3.0 * TITLE) / (3 * kernel) as f32).min(wide);
    let left = |side: f32| room.center().x - side * kernel as f32 / 2.0;
    if side >= cells::LEAST {
        let mut top = room.top();
        for grid in Grid::ALL {
            let (cells, scale) = grid.cells(line, from);
            let corner = pos2(left(side), top);
            top = cells::matrix(ui, corner, (kernel, side), &grid.title(), &cells, scale, cells.len()) + space::S;
        }
        return;
    }
    let row = room.with_max_y(room.top() + theme::CONTROL_HEIGHT);
    let row = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center).with_main_wrap(true));
    let used = ui.scope_builder(row, |ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        for grid in Grid::ALL {
            let words = grid.title();
            let button = IconButton::new(None, &words).emphasis(Emphasis::Quiet).chosen(grid == *shown);
            if ui.add(button.role(Role::RadioButton)).clicked() {
                *shown = grid;
            }
        }
    });
    let top = used.response.rect.bottom() + space::XS;
    let side = ((room.bottom() - top - TITLE) / kernel as f32).min(wide);
    let (cells, scale) = shown.cells(line, from);
    cells::matrix(ui, pos2(left(side), top), (kernel, side), &shown.title(), &cells, scale, cells.len());
}

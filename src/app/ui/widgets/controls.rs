//! Where controls lie in this frame, so that a picture for a worksheet can leave them out: nobody can press paper.

use egui::{Context, Id, Rect};

/// Places of controls, and the pass that they were drawn in.
#[derive(Clone, Default)]
struct Placed {
    pass: u64,
    places: Vec<Rect>,
}

fn id() -> Id {
    Id::unique("controls-of-this-pass")
}

/// Takes note of a control.
pub fn note(ctx: &Context, place: Rect) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| {
        let placed = data.get_temp_mut_or_default::<Placed>(id());
        if placed.pass != pass {
            (placed.pass, placed.places) = (pass, Vec::with_capacity(placed.places.len()));
        }
        placed.places.push(place);
    });
}

/// Where the controls of this pass lie.
#[must_use]
pub fn places(ctx: &Context) -> Vec<Rect> {
    let placed: Option<Placed> = ctx.data(|data| data.get_temp(id()));
    placed.filter(|placed| placed.pass == ctx.cumulative_pass_nr()).map_or_else(Vec::new, |placed| placed.places)
}

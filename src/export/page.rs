//! A run on one page of HTML that needs nothing else: for a browser, for paper, for a hand-in.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::NamedHistory;
use super::figure::figure;
use super::plot::{escaped, to_svg};
use crate::analysis::Confusion;
use crate::text::Language;
use crate::tr;

/// What a report says.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Name of the run.
    pub name: String,
    /// One sentence beneath the name: what was trained, on what, and when.
    pub about: String,
    /// The result: what, and how much.
    pub results: Vec<(String, String)>,
    /// The settings: what, and which.
    pub settings: Vec<(String, String)>,
    /// The test images by true and predicted digit, if they were counted.
    pub confusion: Option<Confusion>,
    /// The command that repeats the run, if there is one.
    pub command: Option<String>,
}

/// Looks of the page: black on white, one column, as wide as paper.
const STYLE: &str = "body{font:16px/1.5 Inter,Helvetica,Arial,sans-serif;color:#1f2329;background:#fff;max-width:60rem;\
margin:2rem auto;padding:0 1.5rem}h1{font-size:1.8rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem;break-after:avoid}\
.about{color:#5d636d;margin:.2rem 0 1rem}table{border-collapse:collapse}td,th{padding:.15rem 1.2rem .15rem 0;\
text-align:left;vertical-align:top;font-weight:400}th{color:#5d636d}.columns{columns:2;column-gap:2rem}\
.columns table{break-inside:avoid}.confusion td,.confusion th{text-align:right;padding:.2rem .5rem;min-width:2.2rem;\
font-variant-numeric:tabular-nums}.confusion td{border:1px solid #dee1e6}.confusion .hit{font-weight:600}\
svg{max-width:100%;height:auto}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f4f6;padding:.8rem;\
border-radius:6px}section{break-inside:avoid}@media print{body{margin:0;max-width:none;font-size:11pt}pre{border:\
1px solid #dee1e6}}";

/// The page, in the language of the thread.
#[must_use]
pub fn to_html(report: &Report, run: NamedHistory<'_>) -> String {
    let Report { name, about, results, settings, confusion, command } = report;
    let language = Language::current();
    let style = match language {
        Language::English => Cow::Borrowed(STYLE),
        // With the typefaces for Chinese of the usual systems.
        Language::Chinese => Cow::Owned(STYLE.replacen(
            "sans-serif",
            "\"Noto Sans SC\",\"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif",
            1,
        )),
    };
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{name}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <h1>{name}</h1>\n<p class=\"about\">{}</p>\n",
        escaped(about),
        name = escaped(name),
        language = language.tag(),
    );
    section(&mut page, &tr!("page-result"), &rows(results));
    section(&mut page, &tr!("page-curves"), &to_svg(&figure(name, &[run])));
    if let Some(confusion) = confusion {
        section(&mut page, &tr!("page-confusion"), &confusion_table(confusion));
    }
    section(&mut page, &tr!("page-settings"), &rows(settings));
    if let Some(command) = command {
        section(&mut page, &tr!("page-again"), &format!("<pre>{}</pre>\n", escaped(command)));
    }
    let written_by = escaped(&tr!("page-written-by"));
    // Writing to a string cannot fail.
    let _ = write!(page, "<p class=\"about\">{written_by}</p>\n</body>\n</html>\n");
    page
}

fn section(page: &mut String, title: &str, contents: &str) {
    if !contents.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(page, "<section>\n<h2>{}</h2>\n{contents}</section>\n", escaped(title));
    }
}

fn rows(pairs: &[(String, String)]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    let row = |(what, value): &(String, String)| {
        format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped(what), escaped(value))
    };
    format!("<table>\n{}</table>\n", joined(pairs.iter().map(row)))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().concat()
}

fn confusion_table(confusion: &Confusion) -> String {
    let (digits, names) = (confusion.classes(), confusion.names());
    let heads = joined(digits.clone().map(|digit| format!("<th scope=\"col\">{}</th>", escaped(names.name(digit)))));
    let row = |truth: u8| {
        let cell = |predicted: u8| match confusion.count(truth, predicted) {
            0 => "<td></td>".to_owned(),
            count if truth == predicted => format!("<td class=\"hit\">{count}</td>"),
            count => format!("<td>{count}</td>"),
        };
        format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", escaped(names.name(truth)), joined(digits.clone().map(cell)))
    };
    format!(
        "<p class=\"about\">{}</p>\n<table class=\"confusion\">\n<tr><td></td>{heads}</tr>\n{}</table>\n",
        escaped(&tr!("page-confusion-axes")),
        joined(digits.clone().map(row))
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::history;
    use super::*;

    #[test]
    fn a_page_holds_everything_and_takes_no_text_for_markup() {
        let history = history();
        let pair = |what: &str, value: &str| (what.to_owned(), value.to_owned());
        let report = Report {
            name: "<script>alert(1)</script>".to_owned(),
            about: "a & b".to_owned(),
            results: vec![pair("Test", "98.00 %")],
            settings: vec![pair("Rate", "0.004")],
            confusion: Some(Confusion::default()),
            command: Some("digit-lab train --name 'it\"s'".to_owned()),
        };
        let page = to_html(&report, NamedHistory { name: "x", history: &history });
        assert!(!page.contains("<script"), "{page}");
        for words in ["&lt;script&gt;", "a &amp; b", "98.00 %", "0.004", "<svg", "class=\"confusion\"", "it&quot;s"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(page.contains("<html lang=\"en\">") && page.contains("<h2>Curves</h2>"), "{page}");
        for reference in ["src=", "href=", "url(", "@import"] {
            assert!(!page.contains(reference), "the page needs something else: {reference}");
        }
    }
    #[test]
    fn a_page_speaks_the_language_of_the_thread() {
        let history = history();
        Language::Chinese.make_current();
        let report = Report { name: "conv5".to_owned(), confusion: Some(Confusion::default()), ..Report::default() };
        let page = to_html(&report, NamedHistory { name: "x", history: &history });
        Language::English.make_current();
        for words in [
            "<html lang=\"zh-CN\">",
            "PingFang SC",
            "<h2>曲线</h2>",
            ">损失<",
            ">准确率<",
            ">轮次<",
            "由 Digit Lab 生成",
        ] {
            assert!(page.contains(words), "{words}");
        }
        for words in ["Loss", "Accuracy", "Training", "Validation", "Epochs", "Rows"] {
            assert!(!page.contains(words), "{words}");
        }
    }
}

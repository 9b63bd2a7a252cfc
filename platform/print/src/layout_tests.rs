//! Pages, and what stands on them.

use super::*;
use crate::table;
use crate::words;

fn paper(rows: usize, text: &str) -> Paper {
    let row = |at: usize| {
        vec![
            at.to_string(),
            text.to_owned(),
            "1".into(),
            "2,00".into(),
            "19 %".into(),
            "2,00".into(),
        ]
    };
    Paper {
        title: "Rechnung 7".into(),
        columns: table::columns(words::of("de")),
        rows: (1..=rows).map(row).collect(),
        totals: vec![Total {
            label: "Summe".into(),
            amount: "2,00 €".into(),
            is_strong: true,
        }],
        page: words::of("de").page,
        ..Paper::default()
    }
}

fn texts(page: &[Mark]) -> Vec<&str> {
    page.iter()
        .filter_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.as_str()),
            Mark::Rule { .. } => None,
        })
        .collect()
}

#[test]
fn long_tables_go_on_with_their_heading() {
    let pages = lay_out(&paper(120, "Lüfter")).unwrap();
    assert!(pages.len() > 2, "{}", pages.len());
    for (at, page) in pages.iter().enumerate() {
        let texts = texts(page);
        assert!(texts.contains(&"Bezeichnung"), "page {at}");
        let number = format!("Seite {} von {}", at + 1, pages.len());
        assert!(texts.contains(&number.as_str()), "{texts:?}");
    }
    let numbers = pages
        .iter()
        .flat_map(|page| texts(page))
        .filter(|text| *text == "Lüfter");
    assert_eq!(numbers.count(), 120);
}

#[test]
fn nothing_stands_outside_the_paper() {
    let long = "Sehr lange Beschreibung ".repeat(400);
    for paper in [paper(3, &long), paper(40, "zwei\nZeilen"), paper(0, "")] {
        let pages = lay_out(&paper).unwrap();
        for mark in pages.iter().flatten() {
            if let Mark::Text {
                x,
                y,
                size,
                is_strong,
                text,
                ..
            } = mark
            {
                let end = x + Face::of(*is_strong).unwrap().width(text, *size);
                assert!(*x >= LEFT - 0.1 && end <= RIGHT + 0.1, "{text} {x} {end}");
                assert!(*y > 30.0 && *y < HEIGHT - 10.0, "{text} {y}");
                assert!(*y <= BOTTOM + LEADING || *size <= SMALL, "{text} {y}");
            }
        }
    }
}

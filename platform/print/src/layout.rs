//! Where everything stands: A4, the address in the window of DIN 5008, tables that go on over pages.

use crate::font::Face;
use crate::paper::{Paper, Total};

pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;
const LEFT: f32 = 70.87;
const RIGHT: f32 = 538.58;
/// Where the text ends and the footer begins.
const BOTTOM: f32 = 745.0;
/// Where pages after the first begin.
const TOP: f32 = 72.0;
const TEXT: f32 = 9.5;
const SMALL: f32 = 7.5;
/// From one line to the next.
const LEADING: f32 = 13.0;

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// A line of text, from its left end on its base line.
    Text {
        x: f32,
        y: f32,
        size: f32,
        is_strong: bool,
        is_gray: bool,
        text: String,
    },
    /// A horizontal line.
    Rule {
        from: f32,
        to: f32,
        y: f32,
        weight: f32,
    },
}

/// The marks of each page.
pub(crate) fn lay_out(paper: &Paper) -> Option<Vec<Vec<Mark>>> {
    let mut sheet = Sheet {
        regular: Face::of(false)?,
        strong: Face::of(true)?,
        pages: vec![Vec::new()],
        y: TOP,
    };
    sheet.head(paper);
    sheet.paragraphs(&paper.introduction);
    sheet.table(paper);
    sheet.totals(&paper.totals);
    sheet.y += LEADING;
    sheet.paragraphs(&paper.closing);
    sheet.feet(paper);
    Some(sheet.pages)
}

struct Sheet {
    regular: &'static Face,
    strong: &'static Face,
    pages: Vec<Vec<Mark>>,
    y: f32,
}

impl Sheet {
    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn text(&mut self, x: f32, size: f32, is_strong: bool, text: &str) {
        let (y, text) = (self.y, text.to_owned());
        self.put(Mark::Text {
            x,
            y,
            size,
            is_strong,
            is_gray: false,
            text,
        });
    }

    /// Text that ends at a place.
    fn text_to(&mut self, right: f32, size: f32, is_strong: bool, text: &str) {
        let face = if is_strong { self.strong } else { self.regular };
        self.text(right - face.width(text, size), size, is_strong, text);
    }

    fn gray(&mut self, x: f32, y: f32, text: &str) {
        let text = text.to_owned();
        self.put(Mark::Text {
            x,
            y,
            size: SMALL,
            is_strong: false,
            is_gray: true,
            text,
        });
    }

    fn rule(&mut self, weight: f32) {
        let y = self.y;
        self.put(Mark::Rule {
            from: LEFT,
            to: RIGHT,
            y,
            weight,
        });
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Goes to the next page when so much does not fit on this one.
    fn room(&mut self, height: f32) -> bool {
        let turns = self.y + height > BOTTOM;
        if turns {
            self.turn();
        }
        turns
    }

    fn head(&mut self, paper: &Paper) {
        self.y = 54.0;
        for (at, line) in paper.sender.iter().take(8).enumerate() {
            let size = if at == 0 { 11.0 } else { SMALL + 0.5 };
            self.text_to(RIGHT, size, at == 0, line);
            self.y += if at == 0 { 13.0 } else { 10.5 };
        }
        let sender = self.regular.wrap(&paper.sender_line, 6.5, 240.0);
        if let Some(line) = sender.first() {
            let text = line.clone();
            self.put(Mark::Text {
                x: LEFT,
                y: 158.0,
                size: 6.5,
                is_strong: false,
                is_gray: true,
                text,
            });
        }
        self.y = 176.0;
        for line in &paper.recipient {
            for line in self.regular.wrap(line, 10.5, 240.0) {
                self.text(LEFT, 10.5, false, &line);
                self.y += 14.0;
            }
        }
        let below_address = self.y;
        self.y = 176.0;
        for (label, value) in &paper.facts {
            let y = self.y;
            self.gray(340.0, y, label);
            for line in self.regular.wrap(value, TEXT, 118.0) {
                self.text(420.0, TEXT, false, &line);
                self.y += LEADING;
            }
        }
        self.y = self.y.max(below_address).max(264.0) + 26.0;
        for line in self.strong.wrap(&paper.title, 16.0, RIGHT - LEFT) {
            self.text(LEFT, 16.0, true, &line);
            self.y += 20.0;
        }
        self.y += 8.0;
    }

    fn paragraphs(&mut self, paragraphs: &[String]) {
        for paragraph in paragraphs {
            for line in self.regular.wrap(paragraph, TEXT, RIGHT - LEFT) {
                self.room(LEADING);
                self.y += LEADING;
                self.text(LEFT, TEXT, false, &line);
            }
            self.y += 6.0;
        }
    }

    fn table(&mut self, paper: &Paper) {
        if paper.rows.is_empty() {
            return;
        }
        self.y += 12.0;
        self.room(4.0 * LEADING);
        self.table_head(paper);
        for row in &paper.rows {
            self.row(paper, row);
        }
        self.y += 6.0;
        self.rule(0.7);
    }

    fn table_head(&mut self, paper: &Paper) {
        self.y += LEADING;
        let mut x = LEFT;
        for column in &paper.columns {
            match column.is_number {
                true => self.text_to(x + column.width, SMALL + 0.5, true, column.title),
                false => self.text(x, SMALL + 0.5, true, column.title),
            }
            x += column.width;
        }
        self.y += 5.0;
        self.rule(0.7);
        self.y += 3.0;
    }

    /// One row. It stays together when a page can hold it; a longer one goes on over pages.
    fn row(&mut self, paper: &Paper, row: &[String]) {
        let cells: Vec<Vec<String>> = paper
            .columns
            .iter()
            .zip(row)
            .map(|(column, cell)| self.regular.wrap(cell, TEXT, column.width - 6.0))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let points = height as f32 * LEADING + 5.0;
        if points < BOTTOM - TOP - 4.0 * LEADING && self.room(points) {
            self.table_head(paper);
        }
        for at in 0..height {
            if self.room(LEADING) {
                self.table_head(paper);
            }
            self.y += LEADING;
            let mut x = LEFT;
            for (column, cell) in paper.columns.iter().zip(&cells) {
                if let Some(line) = cell.get(at) {
                    match column.is_number {
                        true => self.text_to(x + column.width, TEXT, false, line),
                        false => self.text(x, TEXT, false, line),
                    }
                }
                x += column.width;
            }
        }
        self.y += 5.0;
    }

    /// The totals stay together.
    fn totals(&mut self, totals: &[Total]) {
        self.room(totals.len() as f32 * (LEADING + 3.0) + LEADING);
        self.y += 4.0;
        for total in totals {
            self.y += LEADING + if total.is_strong { 3.0 } else { 0.0 };
            let size = if total.is_strong { 11.0 } else { TEXT };
            self.text(330.0, size, total.is_strong, &total.label);
            self.text_to(RIGHT, size, total.is_strong, &total.amount);
        }
    }

    /// Footer and number of every page, when it is known how many there are.
    fn feet(&mut self, paper: &Paper) {
        let pages = self.pages.len();
        let width = (RIGHT - LEFT) / 3.0;
        for (at, page) in self.pages.iter_mut().enumerate() {
            let small = |x: f32, y: f32, text: String| Mark::Text {
                x,
                y,
                size: SMALL,
                is_strong: false,
                is_gray: true,
                text,
            };
            page.push(Mark::Rule {
                from: LEFT,
                to: RIGHT,
                y: 765.0,
                weight: 0.4,
            });
            for (place, column) in paper.footer.iter().enumerate() {
                let mut y = 777.0;
                for line in column {
                    for line in self
                        .regular
                        .wrap(line, SMALL, width - 8.0)
                        .into_iter()
                        .take(3)
                    {
                        page.push(small(LEFT + place as f32 * width, y, line));
                        y += 9.5;
                    }
                }
            }
            let number = paper.page.replace("{page}", &(at + 1).to_string());
            let number = number.replace("{pages}", &pages.to_string());
            let x = RIGHT - self.regular.width(&number, SMALL);
            page.push(small(x, 824.0, number));
        }
    }
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;

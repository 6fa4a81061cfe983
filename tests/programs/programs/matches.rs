//! Uses patterns: exhaustive patterns, wildcards for all other variants, and refutable patterns.

use tl_runtime::{Decode, Function, Unread};

use super::api::enums::{self, Event, Page, Shelf, State, Tree};
use super::api::functions::{GetEvents, GetPage, GetShelf, GetState, GetTree, GetBook};
use super::api::types;

fn exhaustive(state: &State) -> u32 {
    match state {
        State::Open => 0,
        State::Closed => 1,
        State::Moved => 2,
        State::Other(unread) => unread.constructor_id(),
    }
}

/// Names all variants, and the struct of one of them.
fn floor(shelf: Shelf) -> i32 {
    match shelf {
        Shelf::None => 0,
        Shelf::Floor(types::ShelfFloor { floor }) => floor,
        Shelf::Room(room) => room.floor,
        Shelf::Cabinet(cabinet) => cabinet.drawer,
        Shelf::Other(_) => -1,
    }
}

/// Does not name all variants. One arm matches `Other`, and a wildcard matches the remaining variants.
fn page(page: &Page) -> &'static str {
    match page {
        Page::One(_) => "one",
        Page::Other(_) => "other",
        _ => "many",
    }
}

fn unread(tree: &Tree) -> Option<&Unread> {
    if let Tree::Other(unread) = tree { Some(unread) } else { None }
}

fn is_known(book: &enums::Book) -> bool {
    !matches!(book, enums::Book::Other(_) | enums::Book::Empty(_))
}

fn text(event: Event) -> String {
    let Ok(types::EventText { text }) = event.try_into() else { return String::new() };
    text
}

fn both(first: &Event, second: &State) -> bool {
    match (first, second) {
        (Event::Other(_), State::Other(_)) => false,
        (Event::Text(_) | Event::Other(_), _) => true,
        (_, State::Open | State::Closed) => false,
        (_, _) => true,
    }
}

pub fn run() -> String {
    let state = GetState::output_from_bytes(&[0; 4]);
    let shelf = GetShelf::output_from_bytes(&[]).map(floor);
    let pages = GetPage::output_from_bytes(&[]).map(|value| page(&value));
    let tree = GetTree::output_from_bytes(&[]).map(|tree| unread(&tree).cloned());
    let book = GetBook::output_from_bytes(&[]).map(|book| is_known(&book));
    let events = GetEvents::output_from_bytes(&[0x15, 0xc4, 0xb5, 0x1c, 0, 0, 0, 0]);
    let both = events.clone().map(|events| events.iter().any(|event| both(event, &State::Open)));
    let texts = events.map(|events| events.into_iter().map(text).collect::<String>());
    let page = Page::from_bytes(&[]).map(|value| page(&value));
    format!("{:?} {shelf:?} {pages:?} {tree:?} {book:?}", state.map(|state| exhaustive(&state)))
        + &format!("{both:?} {texts:?} {page:?}")
}

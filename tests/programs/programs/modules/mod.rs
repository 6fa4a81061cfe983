//! A program in several files, with a module for tests.

mod net;
mod inline {
    pub(super) mod deeper {
        use super::super::super::api::functions;

        pub(crate) fn state() -> functions::GetState {
            functions::GetState {}
        }
    }
}

use tl_runtime::Encode as _;

pub fn run() -> String {
    format!("{:?} {:?}", inline::deeper::state().to_bytes(), net::call())
}

#[cfg(test)]
mod tests {
    use super::super::api::{enums, functions::PutState};
    use super::*;

    #[test]
    fn items_that_only_tests_use_are_generated() {
        assert_eq!(PutState { state: enums::State::Moved }.to_bytes().unwrap().len(), 8);
        assert_eq!(net::call().len(), 12);
    }
}

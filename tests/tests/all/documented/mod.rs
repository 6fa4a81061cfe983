//! Compares layer 82 with its published documentation: the parameters, their order and types, required fields, and
//! results.

mod generated_pages;
mod page;
mod rules;
mod site_pages;

use std::collections::BTreeSet;

use tl_parser::schema::Category;

use self::page::{Method, Parameter, Required, methods};
use self::rules::{Rule, Signature, expected};
use crate::generated;

#[test]
fn cancel_code_agrees_with_its_documentation() {
    let layer = generated::layer_82();
    let id = layer.find("auth.cancelCode");
    let required = |name: &str| Parameter { name: name.into(), ty: "string".into(), required: Required::Yes };
    let documented = Method {
        params: vec![required("phone_number"), required("phone_code_hash")],
        returns: "Bool".into(),
        bots: false,
        errors: [(400, "PHONE_CODE_EXPIRED".into()), (400, "PHONE_NUMBER_INVALID".into())].into(),
    };
    let mut used = BTreeSet::new();
    let signature = Signature::of(&layer.schema, id);
    let (params, returns) = expected(&layer.schema, &signature, &mut used);
    assert_eq!((&params, &returns), (&documented.params, &documented.returns));
    assert_eq!(used, BTreeSet::new(), "no rule is needed");
    let combinator = &layer.schema[id];
    assert_eq!((combinator.category(), combinator.id()), (Category::Function, 0x1f04_0578));
    if let Some(methods) = methods() {
        assert_eq!(methods["auth.cancelCode"], documented);
    }
}

#[test]
fn every_method_agrees_with_its_documentation() {
    let Some(methods) = methods() else { return };
    let schema = generated::layer_82().schema;
    let mut used = BTreeSet::new();
    let mut compared = BTreeSet::new();
    for id in schema.declared(Category::Function) {
        let combinator = &schema[id];
        let signature = Signature::of(&schema, id);
        let (params, returns) = expected(&schema, &signature, &mut used);
        let method = &methods[combinator.name()];
        assert_eq!((&params, &returns), (&method.params, &method.returns), "{}", schema.declaration(id));
        compared.insert(combinator.name());
    }
    assert_eq!(compared.len(), 269);
    assert!(compared.into_iter().eq(methods.keys()), "documented methods that the schema lacks");
    assert!(used.into_iter().eq(Rule::ALL), "some rules are not needed");
}

/// Checks that the comparison can fail: a method must differ from documentation with a mistake.
#[test]
fn any_mistake_in_the_documentation_is_a_difference() {
    let Some(methods) = methods() else { return };
    let schema = generated::layer_82().schema;
    let mut wrong = 0;
    for id in schema.declared(Category::Function) {
        let signature = Signature::of(&schema, id);
        let (params, returns) = expected(&schema, &signature, &mut BTreeSet::new());
        let method = &methods[schema[id].name()];
        for tampered in tampered(method) {
            assert_ne!(
                (&params, &returns),
                (&tampered.params, &tampered.returns),
                "{}",
                schema.declaration(id)
            );
            wrong += 1;
        }
    }
    assert!(wrong > 269 * 3, "{wrong}");
}

/// Returns copies of a method with one mistake each.
fn tampered(method: &Method) -> Vec<Method> {
    let change = |change: &dyn Fn(&mut Method)| {
        let mut method = method.clone();
        change(&mut method);
        method
    };
    let mut all = vec![change(&|method| method.returns.push('2'))];
    for at in 0..method.params.len() {
        all.push(change(&|method| method.params[at].ty.push('2')));
        all.push(change(&|method| method.params[at].name.push('2')));
        all.push(change(&|method| method.params[at].required = method.params[at].required.other()));
        all.push(change(&|method| drop(method.params.remove(at))));
        if at > 0 {
            all.push(change(&|method| method.params.swap(at - 1, at)));
        }
    }
    all
}

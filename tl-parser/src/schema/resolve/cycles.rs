//! Finds bare types that have no finite values, because each value would contain another value of the same type.
//!
//! A constructor *needs* another constructor if each value of the first contains a bare value of the other. So a
//! constructor needs the bare type of each field that is always present. If each value of this bare type contains a
//! bare value of a type parameter, the constructor also needs the argument for the parameter. In this example, each
//! value of `box` contains a bare value of `t`, so `a` needs `box` and `b`:
//!
//! ```text
//! box {t:Type} x:t = Box t;
//! a x:(box b) = A;
//! ```
//!
//! If needs form a cycle, no finite value exists.
//!
//! A constructor does not need the types of fields within a repetition that may be empty, such as `n*[ x:b ]`. It also
//! does not need the type of a field that may be null according to the documentation, as in TDLib's schemas.

use std::collections::HashSet;

use super::bodies::Body;
use super::context::Context;
use super::outline::Outline;
use crate::Span;
use crate::ast::{Param, ParamType};
use crate::codes::bare;
use crate::schema::nullability::mentions_null;
use crate::schema::{Arg, CombinatorId, Field, FieldType, TypeRef, Var};

/// Reports each cycle at a field of the first constructor in it.
pub(super) fn check(outline: &Outline<'_>, bodies: &[Body], cx: &mut Context) {
    let held = held_params(bodies);
    let needs: Vec<Vec<Need>> = bodies.iter().map(|body| needs(&body.fields, &held)).collect();
    for Cycle { of, field, through } in cycles(&needs) {
        let declaration = |id: CombinatorId| &outline.declarations[id.0 as usize];
        let through: Vec<&str> = through.iter().map(|&id| declaration(id).name().text).collect();
        let params = declaration(of).combinator().map_or(&[][..], |c| &c.params);
        let at = type_at(params, field).unwrap_or(field);
        let found = bare::infinite(declaration(of).name().text, at, &through);
        cx.on(declaration(of).predefined, |cx| cx.report(found));
    }
}

/// Returns the span of the type in the field whose span is `field`.
fn type_at(params: &[Param<'_>], field: Span) -> Option<Span> {
    let param = params.iter().find(|param| param.span.contains(field))?;
    match &param.ty {
        ParamType::Type(ty) => Some(ty.span),
        ParamType::Repetition(repetition) => type_at(&repetition.params, field).or(Some(repetition.span)),
    }
}

/// A constructor that is needed, and the field that needs it.
#[derive(Clone, Copy, Debug)]
struct Need {
    of: CombinatorId,
    field: Span,
}

/// For each constructor, the indices of the *held* parameters of its type. A parameter is held if each value of the
/// constructor contains a bare value whose type is the parameter, such as `t` in `box {t:Type} x:t = Box t`.
struct Held(Vec<HashSet<usize>>);

fn needs(fields: &[Field], held: &Held) -> Vec<Need> {
    let mut found = Vec::new();
    always(fields, &mut |ty, field| {
        held.each(ty, &mut |ty| {
            if let TypeRef::Bare { constructor, .. } = ty {
                found.push(Need { of: *constructor, field });
            }
        });
    });
    found
}

/// Calls `found` for the type of each field that is always present, with the span of the field.
fn always(fields: &[Field], found: &mut impl FnMut(&TypeRef, Span)) {
    for field in fields.iter().filter(|field| field.condition.is_none() && !mentions_null(field)) {
        match &field.ty {
            FieldType::Value(ty) => found(ty, field.span),
            FieldType::Repeat(repeat) if repeat.count.plus > 0 => always(&repeat.fields, found),
            _ => {}
        }
    }
}

impl Held {
    /// Calls `found` for `ty`. If `ty` is bare, also visits the arguments for its held parameters, in the same way.
    fn each<'t>(&self, ty: &'t TypeRef, found: &mut impl FnMut(&'t TypeRef)) {
        found(ty);
        let TypeRef::Bare { constructor, args, .. } = ty else { return };
        for (at, arg) in args.iter().enumerate() {
            if let Arg::Type(arg) = arg
                && self.0[constructor.0 as usize].contains(&at)
            {
                self.each(arg, found);
            }
        }
    }
}

/// Finds the held parameters with a work list: the sets grow until nothing changes. A constructor is examined again
/// only if the set of a constructor that it uses has grown.
fn held_params(bodies: &[Body]) -> Held {
    let mut held = Held(vec![HashSet::new(); bodies.len()]);
    let users = generic_users(bodies);
    let mut open: Vec<usize> = (0..bodies.len()).filter(|&at| !bodies[at].implicit.is_empty()).collect();
    while let Some(at) = open.pop() {
        let now = params_of(&bodies[at], &held);
        if now.len() > held.0[at].len() {
            held.0[at] = now;
            open.extend(&users[at]);
        }
    }
    held
}

/// Returns the indices of the held parameters of one constructor.
fn params_of(body: &Body, held: &Held) -> HashSet<usize> {
    let mut variables = HashSet::new();
    always(&body.fields, &mut |ty, _| {
        held.each(ty, &mut |ty| {
            if let TypeRef::Var(var) = ty {
                variables.insert(*var);
            }
        });
    });
    let Some(TypeRef::Boxed { args, .. }) = &body.result else { return HashSet::new() };
    let is_held =
        |arg: &Arg| matches!(arg, Arg::Type(TypeRef::Var(var @ Var::Implicit(_))) if variables.contains(var));
    args.iter().enumerate().filter(|(_, arg)| is_held(arg)).map(|(at, _)| at).collect()
}

/// For each constructor, returns the generic constructors that use it.
fn generic_users(bodies: &[Body]) -> Vec<Vec<usize>> {
    let mut users = vec![Vec::new(); bodies.len()];
    for (at, body) in bodies.iter().enumerate().filter(|(_, body)| !body.implicit.is_empty()) {
        always(&body.fields, &mut |ty, _| bare_constructors(ty, &mut |used| users[used.0 as usize].push(at)));
    }
    users
}

fn bare_constructors(ty: &TypeRef, found: &mut impl FnMut(CombinatorId)) {
    if let TypeRef::Bare { constructor, args, .. } = ty {
        found(*constructor);
        for arg in args {
            if let Arg::Type(arg) = arg {
                bare_constructors(arg, found);
            }
        }
    }
}

/// A cycle of constructors that need each other.
struct Cycle {
    of: CombinatorId,
    /// The field of `of` that needs the next constructor in the cycle.
    field: Span,
    /// The first few of the other constructors in the cycle.
    through: Vec<CombinatorId>,
}

/// Maximum number of constructors in [`Cycle::through`].
const NAMED: usize = 4;

/// The state of a constructor during the search.
#[derive(Clone, Copy)]
enum Mark {
    New,
    /// The constructor is on the current path, at this position.
    Open(usize),
    Done,
}

/// A constructor on the current path, and the number of its needs that were followed.
struct Step {
    at: usize,
    followed: usize,
}

/// Searches depth-first, without recursion. A need that leads back to a constructor on the current path closes a cycle.
fn cycles(needs: &[Vec<Need>]) -> Vec<Cycle> {
    let mut marks = vec![Mark::New; needs.len()];
    let mut found = Vec::new();
    for start in 0..needs.len() {
        if matches!(marks[start], Mark::New) {
            search(start, needs, &mut marks, &mut found);
        }
    }
    found
}

fn search(start: usize, needs: &[Vec<Need>], marks: &mut [Mark], found: &mut Vec<Cycle>) {
    let mut path = vec![Step { at: start, followed: 0 }];
    marks[start] = Mark::Open(0);
    while let Some(step) = path.last_mut() {
        let Some(need) = needs[step.at].get(step.followed) else {
            marks[step.at] = Mark::Done;
            path.pop();
            continue;
        };
        step.followed += 1;
        let at = need.of.0 as usize;
        match marks[at] {
            Mark::New => {
                marks[at] = Mark::Open(path.len());
                path.push(Step { at, followed: 0 });
            }
            Mark::Open(place) => found.push(cycle(&path[place..], needs)),
            Mark::Done => {}
        }
    }
}

/// Returns the cycle that contains all constructors of `path`, from the first one to the last one and back.
fn cycle(path: &[Step], needs: &[Vec<Need>]) -> Cycle {
    // The need that each step followed last leads to the next step.
    let needed = |step: &Step| needs[step.at][step.followed - 1];
    let between = path.iter().take(path.len() - 1).take(NAMED);
    let through = between.map(|step| needed(step).of).collect();
    Cycle { of: CombinatorId(path[0].at as u32), field: needed(&path[0]).field, through }
}

//! Cuts the program in two at the first prompt: `first` is what it needs; `rest` comes right after it, or the moment one
//! of its functions is called. `xtask/first-prompt.txt` names the functions of `first`; `cargo xtask profile` writes it.
//!
//! In `first` a stub stands for each function of `rest` that is known there. It brings the rest if it is not here, then goes
//! through the table of functions. `rest` takes memory, table, globals and functions from the exports of `first`, and puts
//! its own into the table. Both come from one linked and optimised program, so nothing is there twice.
//! Binaryen's `wasm-split` does the same; no package we can install brings it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use walrus::ir::{self, UnaryOp, Value, Visitor};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, Function, FunctionBuilder, FunctionId, FunctionKind, GlobalId,
    GlobalKind, ImportKind, ImportedFunction, LocalFunction, Module, ModuleConfig, RawCustomSection, TableId, ValType,
};

use crate::later;
use crate::say::{Done, Explain, Failure};

/// The export that brings the rest: a function of the app's shell.
const BRING: &str = "bring_rest";
/// The export that is 1 once the rest is here.
const HERE: &str = "rest_is_here";
/// The section of the rest that holds the styles of what cannot be seen before it is here. `src/shell/rest.rs` reads it.
const STYLES: &str = "styles";
/// The name under which the rest knows the first half.
const FIRST: &str = "first";
/// What the exports of an instrumented program begin with.
const CALLED: &str = "called:";

/// The two halves of a program.
pub struct Halves {
    /// What the first prompt needs.
    pub first: Vec<u8>,
    /// Everything else.
    pub rest: Vec<u8>,
}

/// Cuts. `wanted` are the functions of the first half, as [`plain_name`] gives them.
pub fn cut(wasm: &[u8], wanted: &HashSet<String>, styles: &str) -> Done<Halves> {
    let (mut first, mut rest) = (parse(wasm)?, parse(wasm)?);
    let plan = Plan::new(&first, wanted)?;
    plan.reduce_to_rest(&mut rest)?;
    plan.reduce_to_first(&mut first, &rest)?;
    later::move_texts(&mut first, &mut rest)?;
    let (mut first, mut rest) = (parse(&first.emit_wasm())?, parse(&rest.emit_wasm())?);
    number_in_order(&mut first, &mut rest);
    carry(&mut rest, styles);
    Ok(Halves { first: first.emit_wasm(), rest: rest.emit_wasm() })
}

/// The whole program with an exported global `called:<number>:<name>` for each function, which is 1 once it was called, and
/// a rest with nothing but the styles in it.
pub fn instrument(wasm: &[u8], styles: &str) -> Done<Halves> {
    let mut module = parse(wasm)?;
    export_here(&mut module);
    for id in module.funcs.iter_local().map(|(id, _)| id).collect::<Vec<_>>() {
        let Some(name) = module.funcs.get(id).name.as_deref().map(plain_name) else { continue };
        let called = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
        module.exports.add(&format!("{CALLED}{}:{name}", id.index()), called);
        if let FunctionKind::Local(function) = &mut module.funcs.get_mut(id).kind {
            let mut body = function.builder_mut().func_body();
            body.instr_at(0, ir::Const { value: Value::I32(1) }).instr_at(1, ir::GlobalSet { global: called });
        }
    }
    let mut rest = Module::default();
    tell(&mut rest);
    carry(&mut rest, styles);
    Ok(Halves { first: module.emit_wasm(), rest: rest.emit_wasm() })
}

/// A function's name without the marks of a build: `::h` or brackets with 16 hexadecimal digits, a number behind a dot at the
/// end. So a change elsewhere leaves most names as they are.
pub fn plain_name(name: &str) -> String {
    let mut plain = String::new();
    let mut rest = name;
    while let Some(at) = rest.find(['[', 'h']) {
        let (before, found) = rest.split_at(at);
        let mark = found.get(1..17).is_some_and(|mark| mark.bytes().all(|b| b.is_ascii_hexdigit()));
        let length = match (&found[..1], found.get(17..18)) {
            ("[", Some("]")) if mark => 18,
            ("h", None | Some("." | " ")) if mark && before.ends_with("::") => 17,
            _ => 0,
        };
        plain.push_str(if length == 17 { before.trim_end_matches("::") } else { before });
        plain.push_str(if length == 0 { &found[..1] } else { "" });
        rest = &found[length.max(1)..];
    }
    plain.push_str(rest);
    let base = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let length = base.strip_suffix('.').map_or(plain.len(), str::len);
    plain.truncate(length);
    plain
}

fn parse(wasm: &[u8]) -> Done<Module> {
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false).generate_name_section(false);
    let mut module = config.parse(wasm).explain("the program")?;
    // What the compiler tells later tools, no browser.
    module.customs.remove_raw("target_features");
    Ok(module)
}

/// What goes where. A function is its number: both halves are parsed from the same bytes, so their numbers agree.
struct Plan {
    /// The functions of the rest.
    deferred: BTreeSet<usize>,
    /// Those that the first half calls or the table holds, with their places in the table.
    entries: BTreeMap<usize, BTreeSet<u32>>,
    /// The size of the table.
    places: u32,
}

impl Plan {
    fn new(module: &Module, wanted: &HashSet<String>) -> Done<Self> {
        let bringing = reachable(module, module.exports.get_func(BRING).explain("a program to cut in two")?);
        let is_wanted = |function: &Function| {
            let name = function.name.as_deref().map(plain_name);
            name.is_none_or(|name| wanted.contains(&name))
                || bringing.contains(&function.id())
                || module.exports.get_exported_func(function.id()).is_some()
        };
        let local = module.funcs.iter().filter(|function| matches!(function.kind, FunctionKind::Local(_)));
        let deferred: BTreeSet<usize> =
            local.filter(|function| !is_wanted(function)).map(|function| function.id().index()).collect();
        let table = main_table(module)?;
        let mut places = u32::try_from(module.tables.get(table).initial).explain("the table")?;
        let mut entries: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
        for (place, function) in held(module, table)? {
            if deferred.contains(&function.index()) {
                entries.entry(function.index()).or_default().insert(place);
            }
        }
        for (_, function) in module.funcs.iter_local().filter(|(id, _)| !deferred.contains(&id.index())) {
            for callee in callees(function).into_iter().filter(|callee| deferred.contains(&callee.index())) {
                entries.entry(callee.index()).or_insert_with(|| {
                    places += 1;
                    BTreeSet::from([places - 1])
                });
            }
        }
        Ok(Self { deferred, entries, places })
    }

    /// Leaves the deferred functions; everything else is taken from the first half.
    fn reduce_to_rest(&self, module: &mut Module) -> Done {
        let table = main_table(module)?;
        module.start = None;
        let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
        exports.into_iter().for_each(|export| module.exports.delete(export));
        let elements: Vec<_> = module.elements.iter().map(|element| element.id()).collect();
        elements.into_iter().for_each(|element| module.elements.delete(element));
        let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
        data.into_iter().for_each(|data| module.data.delete(data));

        for import in module.imports.iter_mut() {
            import.module = FIRST.into();
            import.name = match import.kind {
                ImportKind::Function(id) => name('f', id.index()),
                ImportKind::Global(id) => name('g', id.index()),
                ImportKind::Memory(id) => name('m', id.index()),
                ImportKind::Table(id) => name('t', id.index()),
                ImportKind::Tag(id) => name('e', id.index()),
            };
        }
        for id in module.funcs.iter().map(|function| function.id()).collect::<Vec<_>>() {
            let function = module.funcs.get(id);
            if matches!(function.kind, FunctionKind::Local(_)) && !self.deferred.contains(&id.index()) {
                let ty = function.ty();
                let import = module.imports.add(FIRST, &name('f', id.index()), id);
                module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
            }
        }
        for id in module.globals.iter().map(|global| global.id()).collect::<Vec<_>>() {
            let import = module.imports.add(FIRST, &name('g', id.index()), id);
            module.globals.get_mut(id).kind = GlobalKind::Import(import);
        }
        for id in module.memories.iter().map(|memory| memory.id()).collect::<Vec<_>>() {
            let import = module.imports.add(FIRST, &name('m', id.index()), id);
            let memory = module.memories.get_mut(id);
            memory.import = Some(import);
            memory.data_segments.clear();
        }
        for id in module.tables.iter().map(|table| table.id()).collect::<Vec<_>>() {
            let import = module.imports.add(FIRST, &name('t', id.index()), id);
            let table = module.tables.get_mut(id);
            table.import = Some(import);
            table.init = None;
            table.elem_segments.clear();
        }
        self.fill_table(module, table);
        tell(module);
        walrus::passes::gc::run(module);
        Ok(())
    }

    /// Puts the entries at their places: neighbours in one segment.
    fn fill_table(&self, module: &mut Module, table: TableId) {
        let ids: BTreeMap<usize, FunctionId> =
            module.funcs.iter().map(|function| (function.id().index(), function.id())).collect();
        let by_place: BTreeMap<u32, FunctionId> = self
            .entries
            .iter()
            .flat_map(|(function, places)| places.iter().map(|place| (*place, ids[function])))
            .collect();
        let mut runs: Vec<(u32, Vec<FunctionId>)> = Vec::new();
        for (place, function) in by_place {
            match runs.last_mut() {
                Some((start, run)) if u32::try_from(run.len()).is_ok_and(|length| *start + length == place) => {
                    run.push(function);
                }
                _ => runs.push((place, vec![function])),
            }
        }
        module.tables.get_mut(table).initial = u64::from(self.places);
        module.tables.get_mut(table).maximum = None;
        for (start, run) in runs {
            let offset = ConstExpr::Value(Value::I32(start.cast_signed()));
            let kind = ElementKind::Active { table, offset };
            let element = module.elements.add(kind, ElementItems::Functions(run));
            module.tables.get_mut(table).elem_segments.insert(element);
        }
    }

    /// Puts stubs for the deferred functions and exports what the rest takes.
    fn reduce_to_first(&self, module: &mut Module, rest: &Module) -> Done {
        let table = main_table(module)?;
        module.tables.get_mut(table).initial = u64::from(self.places);
        module.tables.get_mut(table).maximum = None;
        let bring = module.exports.get_func(BRING).explain("a program to cut in two")?;
        let here = export_here(module);
        let numbered: Vec<FunctionId> = module.funcs.iter().map(|function| function.id()).collect();
        for id in &numbered {
            if let Some(place) = self.entries.get(&id.index()).and_then(|places| places.first()) {
                let stub = stub(module, *id, place.cast_signed(), (table, here, bring));
                module.funcs.get_mut(*id).kind = FunctionKind::Local(stub);
            }
        }
        for import in rest.imports.iter().filter(|import| import.name != HERE) {
            let item = match import.kind {
                ImportKind::Function(id) => numbered.iter().find(|it| it.index() == id.index()).map(|it| (*it).into()),
                ImportKind::Global(id) => {
                    module.globals.iter().find(|it| it.id().index() == id.index()).map(|it| it.id().into())
                }
                ImportKind::Memory(id) => {
                    module.memories.iter().find(|it| it.id().index() == id.index()).map(|it| it.id().into())
                }
                ImportKind::Table(id) => {
                    module.tables.iter().find(|it| it.id().index() == id.index()).map(|it| it.id().into())
                }
                ImportKind::Tag(_) => None,
            };
            let item: ExportItem = item.ok_or_else(|| Failure::new("the halves of the program do not fit"))?;
            module.exports.add(&import.name, item);
        }
        walrus::passes::gc::run(module);
        Ok(())
    }
}

/// Numbers what the rest takes in the order in which the first half holds it: so it compresses best.
fn number_in_order(first: &mut Module, rest: &mut Module) {
    let held: BTreeMap<String, _> =
        first.exports.iter().map(|export| (export.name.clone(), (export.id(), export.item))).collect();
    let taken = rest.imports.iter_mut().filter(|import| import.name != HERE);
    let mut taken: Vec<_> = taken.filter_map(|import| Some((*held.get(&import.name)?, import))).collect();
    taken.sort_by_key(|((_, item), _)| match item {
        ExportItem::Function(id) => (0, id.index()),
        ExportItem::Global(id) => (1, id.index()),
        ExportItem::Memory(id) => (2, id.index()),
        ExportItem::Table(id) => (3, id.index()),
        ExportItem::Tag(id) => (4, id.index()),
    });
    taken.iter().for_each(|((export, _), _)| first.exports.delete(*export));
    for (number, ((_, item), import)) in taken.into_iter().enumerate() {
        import.name = name('r', number);
        first.exports.add(&import.name, item);
    }
}

/// Lets the rest say that it is here as soon as it is.
fn tell(rest: &mut Module) {
    let (here, _) = rest.add_import_global(FIRST, HERE, ValType::I32, true, false);
    let mut start = FunctionBuilder::new(&mut rest.types, &[], &[]);
    start.func_body().i32_const(1).global_set(here);
    rest.start = Some(start.finish(Vec::new(), &mut rest.funcs));
}

/// Puts styles into the rest.
fn carry(rest: &mut Module, styles: &str) {
    rest.customs.add(RawCustomSection { name: STYLES.into(), data: styles.as_bytes().to_vec() });
}

/// Lets the first half know whether the rest is here.
fn export_here(first: &mut Module) -> GlobalId {
    let here = first.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    first.exports.add(HERE, here);
    here
}

/// What stands for a deferred function: brings the rest if need be, then calls what is at its place.
fn stub(
    module: &mut Module,
    id: FunctionId,
    place: i32,
    (table, here, bring): (TableId, GlobalId, FunctionId),
) -> LocalFunction {
    let ty = module.funcs.get(id).ty();
    let (params, results) = (module.types.get(ty).params().to_vec(), module.types.get(ty).results().to_vec());
    let args: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    let mut body = builder.func_body();
    body.global_get(here).unop(UnaryOp::I32Eqz).if_else(
        None,
        |then| {
            then.call(bring);
        },
        |_| {},
    );
    args.iter().for_each(|arg| {
        body.local_get(*arg);
    });
    body.i32_const(place).call_indirect(ty, table);
    builder.local_func(args)
}

fn name(kind: char, number: usize) -> String {
    format!("{kind}{number}")
}

fn main_table(module: &Module) -> Done<TableId> {
    let table = module.tables.main_function_table().explain("the program")?;
    table.ok_or_else(|| Failure::new("the program has no table of functions"))
}

/// The functions in the table, with their places.
fn held(module: &Module, table: TableId) -> Done<Vec<(u32, FunctionId)>> {
    let mut held = Vec::new();
    for element in module.elements.iter() {
        let ElementKind::Active { table: of, offset } = &element.kind else { continue };
        if *of != table {
            continue;
        }
        match (offset, &element.items) {
            (ConstExpr::Value(Value::I32(start)), ElementItems::Functions(functions)) => {
                held.extend((start.cast_unsigned()..).zip(functions.iter().copied()));
            }
            _ => return Err(Failure::new("the program's table of functions is not laid out as expected")),
        }
    }
    Ok(held)
}

/// A function and all that it calls by name.
fn reachable(module: &Module, from: FunctionId) -> HashSet<FunctionId> {
    let (mut found, mut open) = (HashSet::from([from]), vec![from]);
    while let Some(id) = open.pop() {
        if let FunctionKind::Local(function) = &module.funcs.get(id).kind {
            open.extend(callees(function).into_iter().filter(|callee| found.insert(*callee)));
        }
    }
    found
}

/// The functions a function names.
fn callees(function: &LocalFunction) -> Vec<FunctionId> {
    struct Found(Vec<FunctionId>);
    impl<'i> Visitor<'i> for Found {
        fn visit_function_id(&mut self, function: &FunctionId) {
            self.0.push(*function);
        }
    }
    let mut found = Found(Vec::new());
    ir::dfs_in_order(&mut found, function, function.entry_block());
    found.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_without_the_marks_of_a_build() {
        for (name, plain) in [
            ("a::b::h0123456789abcdef", "a::b"),
            ("<core[c5930c85a12de822]::S as alloc[3ca501edff3f0c7c]::T>::h", "<core::S as alloc::T>::h"),
            ("hash::h0123", "hash::h0123"),
            ("x[0]::h", "x[0]::h"),
            ("a::b.17", "a::b"),
            ("a::b::h0123456789abcdef.17", "a::b"),
            ("a::h0123456789abcdef externref shim", "a externref shim"),
            ("a1::b2", "a1::b2"),
        ] {
            assert_eq!(plain_name(name), plain);
        }
    }
}

//! Finds which bytes of the app's data only some of its functions use, from what the linker has left about who points where.

use crate::failure::{Failure, Result};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use wasmparser::{
    DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocSectionReader, RelocationEntry, SymbolInfo,
};

/// The addresses of all bytes that nothing but functions of these names leads to, in order. `linked` is the app as the linker
/// wrote it, told to keep its relocations; where it hasn't, there are none.
pub fn used_only_by(linked: &[u8], is_later: impl Fn(&str) -> bool) -> Result<Vec<Range<u32>>> {
    let app = read(linked).map_err(|error| Failure::new(format!("the app's relocations can't be read: {error}")))?;
    let (code, data) = (app.pointers_of(app.code), app.pointers_of(app.data));

    let stays = |place: u32| {
        let after = app.functions.partition_point(|function| function.body.end <= place);
        app.functions.get(after).is_none_or(|function| !is_later(&function.name))
    };
    let mut queue: Vec<usize> = code.iter().filter(|(place, _)| stays(*place)).map(|(_, symbol)| *symbol).collect();
    let mut reached: BTreeSet<usize> = queue.iter().copied().collect();
    while let Some(symbol) = queue.pop() {
        let Some(place) = app.symbols.get(&symbol).and_then(|range| app.section_offset(range)) else { continue };
        let from = data.partition_point(|(at, _)| *at < place.start);
        let inside = data[from..].iter().take_while(|(at, _)| *at < place.end);
        queue.extend(inside.map(|(_, symbol)| *symbol).filter(|symbol| reached.insert(*symbol)));
    }

    // Where something is on a byte that both use, it stays.
    let staying = |range: &Range<u32>| {
        let mut kept = app.symbols.iter().filter(|(symbol, _)| reached.contains(symbol)).map(|(_, kept)| kept);
        kept.any(|kept| kept.start < range.end && range.start < kept.end)
    };
    let free = app.symbols.iter().filter(|(symbol, range)| !reached.contains(symbol) && !range.is_empty());
    let free: BTreeSet<(u32, u32)> = free.map(|(_, range)| (range.start, range.end)).collect();
    let free = free.into_iter().map(|(start, end)| start..end).filter(|range| !staying(range));
    Ok(free.fold(Vec::new(), |mut rows: Vec<Range<u32>>, range| {
        match rows.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => rows.push(range),
        }
        rows
    }))
}

/// What the linker says of the app.
#[derive(Default)]
struct App<'a> {
    /// In order.
    functions: Vec<Function>,
    segments: Vec<Segment>,
    /// The addresses of each symbol that is data, by its number.
    symbols: HashMap<usize, Range<u32>>,
    relocations: Vec<RelocSectionReader<'a>>,
    /// The numbers of two sections.
    code: u32,
    data: u32,
}

struct Function {
    name: String,
    /// Counted from the start of the code.
    body: Range<u32>,
}

struct Segment {
    address: u32,
    /// Counted from the start of the section of data.
    bytes: Range<u32>,
}

impl App<'_> {
    /// Where in a section something points at data: the place, and the number of the symbol; in order.
    fn pointers_of(&self, section: u32) -> Vec<(u32, usize)> {
        let relocations = self.relocations.iter().filter(|relocations| relocations.section_index() == section);
        let entries = relocations.flat_map(RelocSectionReader::entries).flatten();
        let to_data = |entry: &RelocationEntry| self.symbols.contains_key(&(entry.index as usize));
        // Functions and types are numbered apart from symbols, and those that point at them are not of the kind that has an addend.
        let entries = entries.filter(|entry| entry.ty.addend_kind() != wasmparser::RelocAddendKind::None);
        let mut places: Vec<_> = entries.filter(to_data).map(|entry| (entry.offset, entry.index as usize)).collect();
        places.sort_unstable();
        places
    }

    /// Addresses as places in the section of data.
    fn section_offset(&self, addresses: &Range<u32>) -> Option<Range<u32>> {
        let is_in = |segment: &&Segment| {
            segment.address <= addresses.start && addresses.start < segment.address + segment.bytes.len() as u32
        };
        let segment = self.segments.iter().find(is_in)?;
        let offset = |address: u32| address - segment.address + segment.bytes.start;
        Some(offset(addresses.start)..offset(addresses.end))
    }
}

fn read(linked: &[u8]) -> wasmparser::Result<App<'_>> {
    let (mut app, mut names, mut imported) = (App::default(), HashMap::new(), 0);
    let (mut bodies, mut defined) = (Vec::new(), Vec::new());
    let mut begin = 0;
    let mut section = 0;
    for payload in Parser::new(0).parse_all(linked) {
        let payload = payload?;
        // Sections are counted as they come, custom ones included.
        let is_section = payload.as_section().is_some();
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionStart { range, .. } => {
                (app.code, begin) = (section, range.start);
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().start - begin..body.range().end - begin),
            Payload::DataSection(segments) => {
                app.data = section;
                let begin = segments.range().start;
                for segment in segments {
                    let segment = segment?;
                    let end = segment.range.end - begin;
                    let bytes = (end - segment.data.len()) as u32..end as u32;
                    app.segments.push(Segment { address: address(&segment.kind)?, bytes });
                }
            }
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Name(subsections) => {
                    for subsection in subsections {
                        if let Name::Function(functions) = subsection? {
                            for naming in functions {
                                let naming = naming?;
                                // As wasm-bindgen writes them.
                                names.insert(naming.index, rustc_demangle::demangle(naming.name).to_string());
                            }
                        }
                    }
                }
                KnownCustom::Linking(subsections) => {
                    for subsection in subsections.subsections() {
                        if let Linking::SymbolTable(symbols) = subsection? {
                            for (number, symbol) in symbols.into_iter().enumerate() {
                                if let SymbolInfo::Data { symbol: Some(data), .. } = symbol? {
                                    defined.push((number, data));
                                }
                            }
                        }
                    }
                }
                KnownCustom::Reloc(relocations) => app.relocations.push(relocations),
                _ => {}
            },
            _ => {}
        }
        section += u32::from(is_section);
    }
    let functions = bodies.into_iter().zip(imported..).map(|(body, index)| Function {
        name: names.remove(&index).unwrap_or_default(),
        body: body.start as u32..body.end as u32,
    });
    app.functions = functions.collect();
    for (number, data) in defined {
        if let Some(segment) = app.segments.get(data.index as usize) {
            let start = segment.address + data.offset;
            app.symbols.insert(number, start..start + data.size);
        }
    }
    Ok(app)
}

/// Where a segment of data is put; the app has only such as are put there at the start.
fn address(kind: &DataKind<'_>) -> wasmparser::Result<u32> {
    if let DataKind::Active { offset_expr, .. } = kind
        && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
    {
        return Ok(value.cast_unsigned());
    }
    Ok(u32::MAX)
}

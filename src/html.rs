//! How the page is written: elements that are put together step by step, and parts that are drawn again only where they have changed.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VList, VNode, VTag, VText};

/// A part of the page. It is drawn again only where it is not equal to what it was.
pub trait Part: PartialEq + 'static {
    /// Draws it.
    fn view(&self) -> Tag;
}

/// Puts a part into the page.
pub fn part(part: impl Part) -> Html {
    drawn(Rc::new(part))
}

/// Begins an element. Its methods add to it one by one: written this way, an element takes a fifth of the bytes that `html!` makes of it.
#[inline(never)]
pub fn tag(name: &'static str) -> Tag {
    let tag = AttrValue::Static(name);
    Tag(Box::new(Parts { tag, keys: Vec::new(), values: Vec::new(), children: Vec::new(), key: None, value: None }))
}

/// An element in the making.
pub struct Tag(Box<Parts>);

struct Parts {
    tag: AttrValue,
    keys: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
    children: Vec<Html>,
    key: Option<Key>,
    value: Option<AttrValue>,
}

impl Tag {
    /// Gives it a class.
    pub fn class(self, class: &'static str) -> Self {
        self.fixed("class", class)
    }

    /// Gives it an attribute that is always the same.
    #[inline(never)]
    pub fn fixed(self, name: &'static str, value: &'static str) -> Self {
        self.put(name, Some(fixed(value)))
    }

    /// Gives it an attribute where something holds.
    #[inline(never)]
    pub fn when(self, holds: bool, name: &'static str, value: &'static str) -> Self {
        self.put(name, holds.then_some(fixed(value)))
    }

    /// Gives it an attribute.
    #[inline(never)]
    pub fn set(self, name: &'static str, value: &str) -> Self {
        self.put(name, Some(AttributeOrProperty::Attribute(owned(value))))
    }

    /// Gives it an attribute where there is a value for it. What may be there is always named, so that what is drawn again is compared
    /// value by value: Yew compares other names by way of tables.
    #[inline(never)]
    pub fn optional(self, name: &'static str, value: Option<String>) -> Self {
        self.put(name, value.map(|value| AttributeOrProperty::Attribute(owned(&value))))
    }

    /// Gives it an attribute that is a whole number.
    #[inline(never)]
    pub fn number(self, name: &'static str, value: i32) -> Self {
        self.set(name, &value.to_string())
    }

    /// Gives it a property, which unlike an attribute counts also after the reader has changed it.
    #[inline(never)]
    pub fn property(self, name: &'static str, holds: bool) -> Self {
        self.put(name, Some(AttributeOrProperty::Property(holds.into())))
    }

    #[inline(never)]
    fn put(mut self, name: &'static str, value: Option<AttributeOrProperty>) -> Self {
        self.0.keys.push(name);
        self.0.values.push(value);
        self
    }

    /// Gives a field its text or its value.
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.value = Some(owned(value));
        self
    }

    /// Names it among its neighbours, all of which have a name then.
    #[inline(never)]
    pub fn key(mut self, key: u64) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// Puts words of the page into it.
    #[inline(never)]
    pub fn words(self, words: &'static str) -> Self {
        self.html(VText::new(AttrValue::Static(words)).into())
    }

    /// Puts any other text into it.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.html(said(text))
    }

    /// Puts an element into it.
    #[inline(never)]
    pub fn add(self, child: Tag) -> Self {
        self.html(child.done())
    }

    /// Puts an element into it, or leaves its place empty: so its neighbours stay the elements they were, and keep the focus.
    #[inline(never)]
    pub fn maybe(self, child: Option<Tag>) -> Self {
        self.html(child.map_or_else(Html::default, Tag::done))
    }

    /// Puts elements into it.
    pub fn all(self, children: impl IntoIterator<Item = Tag>) -> Self {
        children.into_iter().fold(self, Tag::add)
    }

    /// Puts anything into it.
    #[inline(never)]
    pub fn html(mut self, child: Html) -> Self {
        self.0.children.push(child);
        self
    }

    /// It is complete.
    #[inline(never)]
    pub fn done(self) -> Html {
        let Parts { tag, keys, values, children, key, value } = *self.0;
        let attributes = Attributes::Dynamic { keys: kept(&keys), values: values.into() };
        let (node, listeners) = (NodeRef::default(), Default::default());
        if &*tag == "input" {
            return VTag::__new_input(value, None, node, key, attributes, listeners).into();
        }
        let children = VList::with_children(children, None).into();
        VTag::__new_other(tag, node, key, attributes, listeners, children).into()
    }
}

/// A value that is always the same; of Yew's two ways to say so, the one that is also there where a part is written as text.
fn fixed(value: &'static str) -> AttributeOrProperty {
    AttributeOrProperty::Attribute(AttrValue::Static(value))
}

/// The same names every time, so that what is drawn again is compared value by value. There are as many lists as kinds of elements.
#[inline(never)]
fn kept(names: &[&'static str]) -> &'static [&'static str] {
    thread_local! {
        static KEPT: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
    }
    KEPT.with_borrow_mut(|kept| {
        let found = kept.iter().find(|known| ***known == *names).copied();
        found.unwrap_or_else(|| {
            let new: &'static [&'static str] = Vec::from(names).leak();
            kept.push(new);
            new
        })
    })
}

/// A text.
#[inline(never)]
pub fn said(text: &str) -> Html {
    VText::new(owned(text)).into()
}

/// A text as the value of an attribute.
#[inline(never)]
pub fn owned(text: &str) -> AttrValue {
    AttrValue::Rc(Rc::from(text))
}

/// What holds a part.
#[derive(Properties)]
struct Props {
    part: Rc<dyn Drawn>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.part.is_as(other.part.as_any())
    }
}

/// A part, whatever it is.
trait Drawn {
    fn draw(&self) -> Html;
    fn is_as(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<P: Part> Drawn for P {
    fn draw(&self) -> Html {
        self.view().done()
    }

    fn is_as(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The one component that all parts share: each component of its own would cost kilobytes.
struct Frame;

impl Component for Frame {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        context.props().part.draw()
    }
}

fn drawn(part: Rc<dyn Drawn>) -> VNode {
    html! { <Frame {part} /> }
}

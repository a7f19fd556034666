//! A language server: mistakes as one writes, what words mean, what names are, and what could stand here.
//!
//! It speaks the language server protocol over the standard input and output, and knows only the texts that the editor sends.

mod completion;
mod document;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, RequestId, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{CodeActionRequest, Completion, GotoDefinition, HoverRequest, References, Request as _};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionProviderCapability, CompletionOptions, CompletionParams,
    CompletionResponse, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    GotoDefinitionParams, GotoDefinitionResponse, HoverParams, HoverProviderCapability, Location, OneOf,
    PublishDiagnosticsParams, ReferenceParams, ServerCapabilities, TextDocumentPositionParams,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextEdit, Uri, WorkspaceEdit,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::document::Document;
use crate::Outcome;
use crate::error::Error;

/// Serves an editor until it says that it is done.
pub fn serve() -> Result<Outcome, Error> {
    let (connection, threads) = Connection::stdio();
    converse(&connection)?;
    // The thread that writes ends when nobody can send to it any more.
    drop(connection);
    threads.join().map_err(Error::Output)?;
    Ok(Outcome::Fine)
}

/// Answers until the other side is done, or gone.
fn converse(connection: &Connection) -> Result<(), ProtocolError> {
    connection.initialize(serde_json::json!(capabilities()))?;
    let mut server = Server { connection, documents: BTreeMap::new(), changed: BTreeSet::new() };
    loop {
        // Somebody who types fast waits for nothing: a text is read when there is nothing else to do.
        let message = connection.receiver.try_recv().or_else(|_| {
            server.publish();
            connection.receiver.recv()
        });
        match message {
            Ok(Message::Request(request)) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(());
                }
                server.answer(request);
            }
            Ok(Message::Notification(notification)) => server.apply(notification),
            Ok(Message::Response(_)) => {}
            Err(_) => return Ok(()),
        }
    }
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions::default()),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Simple(true)),
        ..ServerCapabilities::default()
    }
}

struct Server<'c> {
    connection: &'c Connection,
    documents: BTreeMap<Uri, Document>,
    /// Those whose mistakes have not been told since they changed.
    changed: BTreeSet<Uri>,
}

impl Server<'_> {
    /// Takes over what the editor says of its texts; what can't be understood is not for us.
    fn apply(&mut self, Notification { method, params }: Notification) {
        match method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Ok(DidOpenTextDocumentParams { text_document: opened }) = serde_json::from_value(params) {
                    self.put(opened.uri, opened.version, opened.text);
                }
            }
            DidChangeTextDocument::METHOD => {
                let changed: Result<DidChangeTextDocumentParams, _> = serde_json::from_value(params);
                if let Ok(DidChangeTextDocumentParams { text_document: changed, mut content_changes }) = changed
                    && let Some(whole) = content_changes.pop()
                {
                    self.put(changed.uri, changed.version, whole.text);
                }
            }
            DidCloseTextDocument::METHOD => {
                if let Ok(DidCloseTextDocumentParams { text_document: closed }) = serde_json::from_value(params) {
                    self.documents.remove(&closed.uri);
                    self.changed.insert(closed.uri);
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, uri: Uri, version: i32, text: String) {
        self.documents.insert(uri.clone(), Document { version, text });
        self.changed.insert(uri);
    }

    /// Tells the mistakes of the texts that have changed; a closed one has none.
    fn publish(&mut self) {
        for uri in std::mem::take(&mut self.changed) {
            let document = self.documents.get(&uri);
            let diagnostics = document.map_or_else(Vec::new, |document| {
                document
                    .problems()
                    .into_iter()
                    .map(|(severity, problem)| document.diagnostic(severity, &problem))
                    .collect()
            });
            let params =
                PublishDiagnosticsParams { uri, diagnostics, version: document.map(|document| document.version) };
            self.send(Notification::new(PublishDiagnostics::METHOD.to_owned(), params).into());
        }
    }

    /// An editor that is gone is noticed by what it no longer sends.
    fn send(&self, message: Message) {
        let _heard = self.connection.sender.send(message);
    }

    fn answer(&self, Request { id, method, params }: Request) {
        let response = match method.as_str() {
            HoverRequest::METHOD => answered(id, params, |params: HoverParams| {
                self.at(&params.text_document_position_params, Document::hover)
            }),
            GotoDefinition::METHOD => answered(id, params, |params: GotoDefinitionParams| {
                let place = params.text_document_position_params;
                let range = self.at(&place, Document::definition)?;
                Some(GotoDefinitionResponse::Scalar(Location { uri: place.text_document.uri, range }))
            }),
            References::METHOD => answered(id, params, |params: ReferenceParams| {
                let place = params.text_document_position;
                let with_declaration = params.context.include_declaration;
                let ranges = self.at(&place, |document, byte| document.references(byte, with_declaration))?;
                let location = |range| Location { uri: place.text_document.uri.clone(), range };
                Some(ranges.into_iter().map(location).collect::<Vec<_>>())
            }),
            Completion::METHOD => answered(id, params, |params: CompletionParams| {
                let items =
                    self.at(&params.text_document_position, |document, byte| Some(completion::items(document, byte)));
                items.map(CompletionResponse::Array)
            }),
            CodeActionRequest::METHOD => answered(id, params, |params: CodeActionParams| self.remedies(params)),
            _ => Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("`{method}` is not served here")),
        };
        self.send(response.into());
    }

    /// What is known of a place in a text; nothing where the text is not.
    fn at<T>(&self, place: &TextDocumentPositionParams, ask: impl Fn(&Document, usize) -> Option<T>) -> Option<T> {
        let document = self.documents.get(&place.text_document.uri)?;
        ask(document, document.byte(place.position))
    }

    /// What mends the problems within a range, where a word in the place of another does.
    fn remedies(&self, params: CodeActionParams) -> Option<Vec<CodeAction>> {
        let uri = params.text_document.uri;
        let document = self.documents.get(&uri)?;
        let remedies = document.problems().into_iter().filter_map(|(severity, problem)| {
            let replacement = problem.replacement.as_ref()?;
            let diagnostic = document.diagnostic(severity, &problem);
            if diagnostic.range.end < params.range.start || diagnostic.range.start > params.range.end {
                return None;
            }
            let edit = TextEdit { range: document.range(replacement.span), new_text: replacement.text.clone() };
            Some(CodeAction {
                title: format!("Write `{}`", replacement.text),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostic]),
                edit: Some(WorkspaceEdit {
                    changes: Some([(uri.clone(), vec![edit])].into()),
                    ..WorkspaceEdit::default()
                }),
                is_preferred: Some(true),
                ..CodeAction::default()
            })
        });
        Some(remedies.collect())
    }
}

/// The answer to a request, if its parameters can be understood.
fn answered<P: DeserializeOwned, R: Serialize>(id: RequestId, params: Value, answer: impl FnOnce(P) -> R) -> Response {
    match serde_json::from_value(params) {
        Ok(params) => Response::new_ok(id, answer(params)),
        Err(why) => Response::new_err(id, ErrorCode::InvalidParams as i32, why.to_string()),
    }
}

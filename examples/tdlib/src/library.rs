//! The C functions of the libraries. Only this file contains `unsafe` code.

use std::error::Error;
use std::ffi::{CStr, CString, c_char, c_double, c_int, c_void};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use libloading::{Library, Symbol};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A function of a library that is never unloaded.
type Function<F> = Symbol<'static, F>;

type TdCreate = unsafe extern "C" fn() -> c_int;
type TdSend = unsafe extern "C" fn(c_int, *const c_char);
type TdReceive = unsafe extern "C" fn(c_double) -> *const c_char;
type TdExecute = unsafe extern "C" fn(*const c_char) -> *const c_char;

type TonlibCreate = unsafe extern "C" fn() -> *mut c_void;
type TonlibDestroy = unsafe extern "C" fn(*mut c_void);
type TonlibSend = unsafe extern "C" fn(*mut c_void, *const c_char);
type TonlibReceive = unsafe extern "C" fn(*mut c_void, c_double) -> *const c_char;
type TonlibExecute = unsafe extern "C" fn(*mut c_void, *const c_char) -> *const c_char;

/// Locked during calls of `td_receive`, which must not be called by two threads at once.
static RECEIVING: Mutex<()> = Mutex::new(());

/// `libtdjson`, the JSON interface of TDLib.
#[derive(Clone, Debug)]
pub struct TdJson {
    create_client_id: Function<TdCreate>,
    send: Function<TdSend>,
    receive: Function<TdReceive>,
    execute: Function<TdExecute>,
}

impl TdJson {
    /// Loads the library from `path`, which must be a build of TDLib. The library is never unloaded, because it starts
    /// threads.
    ///
    /// # Errors
    /// Returns an error if the file is not a library, or lacks a function.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let library = open(path.as_ref())?;
        // SAFETY: The header td/telegram/td_json_client.h declares these functions with these types.
        unsafe {
            Ok(Self {
                create_client_id: library.get("td_create_client_id")?,
                send: library.get("td_send")?,
                receive: library.get("td_receive")?,
                execute: library.get("td_execute")?,
            })
        }
    }

    /// Returns the identifier of a new client. The client starts with its first request.
    #[must_use]
    pub fn create_client_id(&self) -> i32 {
        // SAFETY: The function has no preconditions.
        unsafe { (self.create_client_id)() }
    }

    /// Sends a request to a client.
    ///
    /// # Errors
    /// Returns an error if the text contains a zero byte.
    pub fn send(&self, client_id: i32, request: &str) -> Result<()> {
        let request = CString::new(request)?;
        // SAFETY: The text ends with a zero byte, and the function copies it.
        unsafe { (self.send)(client_id, request.as_ptr()) };
        Ok(())
    }

    /// Waits for an update or answer of any client. Returns `None` after `timeout` seconds, and sometimes earlier.
    #[must_use]
    pub fn receive(&self, timeout: f64) -> Option<String> {
        let _guard = RECEIVING.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: No other thread calls the function. The text is valid until the next call in this thread.
        unsafe { copy((self.receive)(timeout)) }
    }

    /// Calls a synchronous function.
    ///
    /// # Errors
    /// Returns an error if the text contains a zero byte, or if there is no answer.
    pub fn execute(&self, request: &str) -> Result<String> {
        let request = CString::new(request)?;
        // SAFETY: The text ends with a zero byte. The answer is valid until the next call in this thread.
        let answer = unsafe { copy((self.execute)(request.as_ptr())) };
        answer.ok_or_else(|| "TDLib returned no answer".into())
    }
}

/// `libtonlibjson`, the JSON interface of tonlib.
#[derive(Clone, Debug)]
pub struct TonlibJson {
    create: Function<TonlibCreate>,
    destroy: Function<TonlibDestroy>,
    send: Function<TonlibSend>,
    receive: Function<TonlibReceive>,
    execute: Function<TonlibExecute>,
}

impl TonlibJson {
    /// Loads the library from `path`, which must be a build of tonlib. The library is never unloaded, because it starts
    /// threads.
    ///
    /// # Errors
    /// Returns an error if the file is not a library, or lacks a function.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let library = open(path.as_ref())?;
        // SAFETY: The header tonlib/tonlib_client_json.h declares these functions with these types.
        unsafe {
            Ok(Self {
                create: library.get("tonlib_client_json_create")?,
                destroy: library.get("tonlib_client_json_destroy")?,
                send: library.get("tonlib_client_json_send")?,
                receive: library.get("tonlib_client_json_receive")?,
                execute: library.get("tonlib_client_json_execute")?,
            })
        }
    }

    /// Calls a synchronous function.
    ///
    /// # Errors
    /// Returns an error if the text contains a zero byte, or if there is no answer.
    pub fn execute(&self, request: &str) -> Result<String> {
        let request = CString::new(request)?;
        // SAFETY: The client may be null. The text ends with a zero byte. The answer is valid until the next call in
        // this thread.
        let answer = unsafe { copy((self.execute)(std::ptr::null_mut(), request.as_ptr())) };
        answer.ok_or_else(|| "tonlib returned no answer".into())
    }

    /// Creates a client, which cannot be moved to another thread.
    #[must_use]
    pub fn create(&self) -> TonlibClient<'_> {
        // SAFETY: The function has no preconditions.
        TonlibClient { library: self, client: unsafe { (self.create)() } }
    }
}

/// A client of tonlib, which is destroyed when it is dropped.
#[derive(Debug)]
pub struct TonlibClient<'a> {
    library: &'a TonlibJson,
    client: *mut c_void,
}

impl TonlibClient<'_> {
    /// Sends a request.
    ///
    /// # Errors
    /// Returns an error if the text contains a zero byte.
    pub fn send(&self, request: &str) -> Result<()> {
        let request = CString::new(request)?;
        // SAFETY: The client exists until it is dropped. The text ends with a zero byte, and the function copies it.
        unsafe { (self.library.send)(self.client, request.as_ptr()) };
        Ok(())
    }

    /// Waits for an update or answer. Returns `None` after `timeout` seconds, and sometimes earlier.
    #[must_use]
    pub fn receive(&self, timeout: f64) -> Option<String> {
        // SAFETY: The client exists until it is dropped. No other thread has it, so no other thread receives. The text
        // is valid until the next call in this thread.
        unsafe { copy((self.library.receive)(self.client, timeout)) }
    }
}

impl Drop for TonlibClient<'_> {
    fn drop(&mut self) {
        // SAFETY: The client exists, and nobody uses it afterwards.
        unsafe { (self.library.destroy)(self.client) }
    }
}

/// Loads a library and keeps it until the program ends.
fn open(path: &Path) -> Result<&'static Library> {
    // SAFETY: The file at `path` must be TDLib or tonlib. Their initialisers have no preconditions.
    let library = unsafe { Library::new(path) }?;
    Ok(Box::leak(Box::new(library)))
}

/// Copies a text of a library.
///
/// # Safety
/// The pointer must be null, or lead to a text that ends with a zero byte.
unsafe fn copy(text: *const c_char) -> Option<String> {
    if text.is_null() {
        return None;
    }
    // SAFETY: The caller guarantees that the text ends with a zero byte.
    let text = unsafe { CStr::from_ptr(text) };
    Some(text.to_string_lossy().into_owned())
}

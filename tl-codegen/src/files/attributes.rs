//! Attributes that a file keeps when its text is replaced: its permissions and, on Unix, its owner and group.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::Path;

/// The attributes of a file.
#[derive(Debug)]
pub(super) struct Attributes {
    permissions: Permissions,
    /// Ids of the user and the group.
    #[cfg(unix)]
    owner: (u32, u32),
}

impl Attributes {
    /// Returns the attributes of the file at `path`, if one exists. Returns an error if the current user may not write
    /// to it, or if it is read-only for everyone. The permissions are checked too, because root can open read-only
    /// files for writing.
    pub(super) fn of(path: &Path) -> io::Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        let found = OpenOptions::new().write(true).open(path)?.metadata()?;
        if found.permissions().readonly() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
        }
        Ok(Some(Self {
            permissions: found.permissions(),
            #[cfg(unix)]
            owner: (found.uid(), found.gid()),
        }))
    }

    /// Applies the attributes to `file`.
    pub(super) fn apply_to(self, file: &File) -> io::Result<()> {
        #[cfg(unix)]
        self.apply_owner_to(file)?;
        file.set_permissions(self.permissions)
    }

    /// Applies the owner and the group to `file`. Only root may change the owner of a file. If another user runs the
    /// program, this user stays the owner of the new file. The group must always be the old one, because the
    /// permissions apply to that group.
    #[cfg(unix)]
    fn apply_owner_to(&self, file: &File) -> io::Result<()> {
        let (user, group) = self.owner;
        let new = file.metadata()?;
        if (new.uid(), new.gid()) == self.owner
            || fchown(file, Some(user), Some(group)).is_ok()
            || new.gid() == group
        {
            return Ok(());
        }
        let explained =
            |e: io::Error| io::Error::new(e.kind(), format!("its group, {group}, cannot be kept: {e}"));
        fchown(file, None, Some(group)).map_err(explained)
    }
}

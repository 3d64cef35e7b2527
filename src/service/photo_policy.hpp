// PhotoPolicy: what an operator may choose about which picture is served.
// Source: spec/photos.md 3.2 and 8.
#pragma once

namespace likeness::service {

/// Whether HR48x48 shows the directory's thumbnail before the mailbox photo.
enum class Hr48Prefers {
    directory, ///< Always: the founding document's rule.
    newest, ///< Whichever changed last; for directories that are read-only to us.
    mailbox, ///< The thumbnail only where there is no mailbox photo, as for every other code.
};

struct PhotoPolicy {
    Hr48Prefers hr48_prefers = Hr48Prefers::directory;
    int thumbnail_px = 48; ///< 48, 64 or 96: the rendition that an upload makes the directory's thumbnail.
};

}

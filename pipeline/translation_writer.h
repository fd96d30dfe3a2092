// Writes changed translations into the site, and what is known of them into the store, as one run.
//
// The file comes first: a run that is killed behind it leaves a file that the next sync sees as edited, and the same
// package, imported again, finds its texts there and binds them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/command.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/review_binder.h"
#include "pipeline/site_writer.h"
#include "pipeline/sync_worker.h"
#include "stages/imported_bindings.h"
#include "store/store.h"

namespace lockstep {

// A translation that is to be written, or only bound.
struct TranslationChange {
  DocumentKey key;
  std::string source_path;
  std::string path;              // of the translation
  Document document;             // as it is to be; its bytes are source.text
  std::optional<FileState> was;  // nothing: the file is new
  std::string before;            // its bytes, "" of a new one
  std::vector<MadeFor> made;     // ranges of the new bytes

  bool ChangesFile() const { return !was || document.source.text != before; }
};

class TranslationWriter {
 public:
  // The run is called as the command of `arguments`, its bindings have `evidence`. All but the arguments must outlive
  // this object.
  TranslationWriter(const Configuration& configuration, const Locales& locales, Store& store,
                    const Arguments& arguments, Evidence evidence);

  // Writes the file, where it is another, and binds what was made. Throws as SiteWriter, before anything was done.
  void Write(const TranslationChange& change);

  // Gives the memory what was written and ends the run; nothing where nothing was written. The diagnostics of the
  // documents written are reported.
  std::optional<RunRecord> Finish(Console& console);

 private:
  void PutDocument(const std::string& path);
  void BindOnly(const TranslationChange& change);
  void Bind(const TranslationChange& change, const Occasion& occasion);
  Occasion OccasionNow();

  const Configuration* configuration_;
  const Locales* locales_;
  Store* store_;
  Evidence evidence_;
  std::optional<RunRecord> last_;  // the run before this one
  SyncOptions options_;
  SiteWriter site_;
  SyncWriter writer_;
  SyncTally tally_;
  SyncWorker worker_;
  ReviewBinder binder_;
};

}  // namespace lockstep

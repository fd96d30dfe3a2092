// Documents of the site for commands that write: as the last sync read them, or not at all.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/configuration.h"
#include "pipeline/site_writer.h"
#include "stages/preparation.h"
#include "stages/splice.h"
#include "store/store.h"

namespace lockstep {

struct SiteDocument {
  Document document;
  FileState state;
};

// A file is not as the last sync saw it: what() names it and says what to do. What is to be done with other files can
// go on.
struct NotSynced : StoreError {
  using StoreError::StoreError;
};

// Throws NotSynced where the file is another than the last sync read: what people see on disk must be what is bound;
// or where lockstep.yml or the language files have other rules now.
void ExpectSynced(const std::string& path, const Configuration& configuration, const StoreReader& reader);

// Not thread-safe.
class SiteDocuments {
 public:
  // `configuration` and `locales` must outlive this object, and so must the reader's view.
  SiteDocuments(const Configuration& configuration, const Locales& locales, const StoreReader& reader)
      : configuration_(&configuration), reader_(reader), tools_(locales) {}

  // The document `path` of the site. Throws as ExpectSynced; also where it has not the segments that the store has.
  SiteDocument Load(const std::string& path);
  // The bytes `text` as the document `path`; not usable where the file would be too large to be read.
  Document Prepare(const std::string& path, std::string text);
  Preparer PreparerFor(const std::string& path) {
    return [this, path](std::string text) { return Prepare(path, std::move(text)); };
  }

 private:
  const Configuration* configuration_;
  StoreReader reader_;
  Toolbox tools_;
};

}  // namespace lockstep

// Which source wording a target wording was made for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

// What a binding rests on, weakest first.
enum class Evidence { kBootstrap, kSync, kGit, kPropagated, kImport, kAccept };
const char* Name(Evidence evidence);

// When something was seen, and by what: a run, or a commit of the history that a run replayed.
struct Moment {
  std::int64_t time_ms = 0;  // since the epoch, UTC: of the run's begin, or of committing
  std::string by;            // "run 12", or the commit's full id
  bool operator==(const Moment&) const = default;

  // The commit's id, or "" where it was a run.
  std::string_view Commit() const;
  // The run's number, or nothing where it was a commit.
  std::optional<std::uint64_t> Run() const;
};

// A person's word that a translation needs no work as it stands, and what was bound before it.
struct Acceptance {
  std::string who;
  std::string why;                          // "" = not said
  Moment when;                              // "run 12"
  std::optional<std::string> source_basis;  // the binding before, as its members are named
  std::optional<std::string> target_basis;
  Evidence evidence = Evidence::kBootstrap;
  Moment bound;
  std::optional<Moment> source_edited;
  std::optional<Moment> source_moved = {};
  bool doubtful = false;
  bool operator==(const Acceptance&) const = default;
};

// How a debt went: a translation that was stale or missing is current again.
struct Clearing {
  Moment since;  // the debt's
  Moment when;
  Evidence evidence = Evidence::kSync;  // kSync and kGit: the translation was brought level with its source
  bool taken_back = false;              // the source says again what the translation was made for
  bool operator==(const Clearing&) const = default;
};

// An edit of a translation and an edit of its source within this time are one edit, unless the site says otherwise.
inline constexpr std::int64_t kDefaultSettlingMs = 24LL * 3600 * 1000;

// One link and the wordings it was made for. A side that stands today as it was bound has no basis of its own:
// the text is the document's. That keeps the bindings of an unchanged review to a few bytes.
struct Binding {
  std::vector<std::uint32_t> source;  // segments of today's outline; empty: gone, or never there
  std::vector<std::uint32_t> target;
  std::optional<std::string> source_basis;  // the wording bound, where today's is another; "" = there was none
  std::optional<std::string> target_basis;
  Evidence evidence = Evidence::kBootstrap;
  Moment bound;
  std::optional<Moment> source_edited;  // since when today's source is another than the basis
  std::optional<Moment> target_edited;  // the last edit of the target, kept for the settling time
  // Since when the block it begins in stands elsewhere in the source, and in the translation does not (block_order.h).
  std::optional<Moment> source_moved = {};
  float confidence = 1;
  // True where the facts of the two contradicted each other when they were bound: nobody saw them being made, or, where
  // target_edited is there, the target was edited and then said something that the source does not.
  bool doubtful = false;
  // Of evidence kAccept: the latest last. Each keeps what it replaced, so that it can be taken back.
  std::vector<Acceptance> acceptances = {};
  std::optional<Clearing> cleared = {};  // the last debt that went

  // True where nobody has touched either side since it was bound.
  bool AsBound() const { return !source_basis && !target_basis; }
  bool operator==(const Binding&) const = default;
};

// Keeps how a debt of `binding` went. One that came and went in the same moment was none.
void NoteCleared(Binding& binding, Clearing clearing);

// All bindings of one translation, in the order of the source, then of the target.
using Bindings = std::vector<Binding>;

}  // namespace lockstep

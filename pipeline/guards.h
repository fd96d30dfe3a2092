// Guard rails: a sync that would lose many reviews, or make many translations stale at once, is more likely an empty
// mount or another branch than a night's work. It stops before it writes, and says what it saw.
//
// Most syncs touch too few documents for that and are not looked at: no more than would be allowed on the smallest site
// that is guarded, or than could outdate too much if they were those with the most translations. The others are
// rehearsed: the whole sync is done once in memory, and what it would do is compared with what the store says now.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "locales/locale.h"
#include "pipeline/sync.h"

namespace lockstep {

// What a sync would do to a site.
struct Outlook {
  std::uint64_t reviews = 0;                 // that the store knows
  std::uint64_t lost = 0;                    // those of which no document would be left
  std::uint64_t translations = 0;            // that are current
  std::uint64_t outdated = 0;                // those that would be so no longer
  std::vector<std::string> first_lost = {};  // "products/acme-one", a few
  std::vector<std::string> first_outdated = {};
  std::string lost_place = {};  // the deepest directory that all that is lost was in
};

// What is wrong with it, for people; nothing where it may be done. Pure.
std::optional<std::string> Objection(const Outlook& outlook, const Guards& guards);

// So many documents may be touched whichever they are: each can lose one review, or outdate the translations of one.
// `current`: how many translations of a review are current, of each that has any. Pure.
std::uint64_t HarmlessChanges(std::uint64_t reviews, std::vector<std::uint64_t> current, const Guards& guards);

// What becomes of the store `before` by what `after` has. Judges every translation in both.
Outlook CompareStores(const StoreReader& before, const StoreReader& after, const Configuration& configuration);

class SiteGuard : public SyncGuard {
 public:
  // All must outlive this object.
  SiteGuard(const Configuration& configuration, const Locales& locales, const View& known, const SyncOptions& options,
            Console& console)
      : configuration_(&configuration), locales_(&locales), known_(&known), options_(&options), console_(&console) {}

  bool IsNeeded() override;
  bool IsHarmless(std::uint64_t touched) override;
  void Examine() override;

 private:
  std::uint64_t Reviews();

  const Configuration* configuration_;
  const Locales* locales_;
  const View* known_;
  const SyncOptions* options_;
  Console* console_;
  std::optional<std::uint64_t> reviews_;   // that the store knows, once counted
  std::optional<std::uint64_t> harmless_;  // HarmlessChanges, once asked for
};

}  // namespace lockstep

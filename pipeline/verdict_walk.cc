#include "pipeline/verdict_walk.h"

#include "pipeline/translation_binder.h"
#include "pipeline/translation_report.h"
#include "pipeline/translation_walk.h"

namespace lockstep {

void ForEachVerdict(const StoreReader& reader, const Configuration& configuration, const ReviewQuery& query,
                    const std::function<void(const DocumentKey& review, const Judged& judged)>& visit) {
  const Locales locales(configuration.locales);
  TranslationBinder binder(reader, locales, configuration.policy);
  TranslationWalk(reader, configuration, query).ForEach([&](const DocumentKey& review, const TargetState& target) {
    visit(review,
          {target, target.presence == Presence::kPresent ? binder.Judge(*target.source, *target.target)
                                                         : VerdictOnAbsence(target.presence, configuration.policy)});
  });
}

}  // namespace lockstep

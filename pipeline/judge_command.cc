#include "pipeline/judge_command.h"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "pipeline/configuration.h"
#include "pipeline/document_loading.h"
#include "pipeline/reason_rendering.h"
#include "stages/alignment.h"
#include "stages/bindings.h"
#include "stages/judgement.h"
#include "stages/model/outline.h"
#include "stages/version_matching.h"

namespace lockstep {
namespace {

struct Pair {
  Document source;
  Document target;
};

struct Outlines {
  explicit Outlines(const Pair& pair) : source(MakeOutline(pair.source)), target(MakeOutline(pair.target)) {}
  Outline source;
  Outline target;
};

// What holds for `now`, if the two texts of `was` were made for each other.
Verdict JudgePair(const Pair& was, const Pair& now, const Finders& finders, const Policy& policy) {
  const Outlines then(was);
  const Outlines today(now);
  const Bindings bound =
      Bind(then.source, then.target, Align(was.source, was.target).AllSegments(), {{0, "--was"}, Evidence::kSync});
  const std::vector<Link> source_versions = MatchVersions(then.source, today.source);
  const std::vector<Link> target_versions = MatchVersions(then.target, today.target);
  const Bindings advanced =
      Advance(bound, {then.source, today.source, source_versions}, {then.target, today.target, target_versions},
              Align(now.source, now.target).AllSegments(), {{1, "--now"}, Evidence::kSync}, finders, policy);
  Verdict verdict = Judge(advanced, today.source, today.target, finders, policy);
  for (Reason& reason : verdict.reasons) reason.since.reset();  // nobody knows when the files were edited
  return verdict;
}

}  // namespace

int RunJudge(const Arguments& arguments, Console& console) {
  const std::vector<std::string> was = arguments.Values("was");
  const std::vector<std::string> now = arguments.Values("now");
  if (was.size() != 2) throw UsageError("judge needs --was SOURCE TARGET");
  if (now.size() != 2) throw UsageError("judge needs --now SOURCE TARGET");
  const std::string source_lang = LanguageArgument(arguments, "source-lang");
  const std::string target_lang = LanguageArgument(arguments, "target-lang");

  // Without a site that is named, two files are judged as anybody's would be.
  const Configuration configuration = arguments.Has("site") ? LoadConfiguration(arguments, console) : Configuration();
  const Locales locales(configuration.locales);
  Toolbox tools(locales);
  DocumentLoader loader(tools, console, configuration.rules);
  const std::optional<Document> was_source = loader.Load(was[0], source_lang);
  const std::optional<Document> was_target = loader.Load(was[1], target_lang);
  const std::optional<Document> now_source = loader.Load(now[0], source_lang);
  const std::optional<Document> now_target = loader.Load(now[1], target_lang);
  if (!was_source || !was_target || !now_source || !now_target) return kFailed;

  const Finders finders{tools.For(now_source->key.lang).facts, tools.For(now_target->key.lang).facts};
  const Verdict verdict =
      JudgePair({*was_source, *was_target}, {*now_source, *now_target}, finders, configuration.policy);
  for (const Reason& reason : verdict.reasons) {
    if (console.json()) {
      console.out() << ReasonJson(reason).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    } else {
      console.out() << ReasonText(reason, now[0], now[1], console);
    }
  }
  return kDone;
}

}  // namespace lockstep

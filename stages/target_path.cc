#include "stages/target_path.h"

#include "stages/keying.h"

namespace lockstep {

std::optional<std::string> TargetPath(std::string_view source_path, const std::string& lang, std::string_view lang_text,
                                      const SiteRules& rules) {
  const std::optional<PathMatch> source = MatchPath(source_path, rules);
  if (!source) return std::nullopt;
  const auto fits = [&](const std::string& path) {
    const std::optional<PathMatch> match = MatchPath(path, rules);
    return match && match->collection == source->collection && match->lang == lang && match->neutral == source->neutral;
  };
  const Collection& collection = *source->collection;
  if (source->lang_text.empty() && !collection.source.empty()) {
    std::string path = collection.files.substr(0, FixedSize(collection.files));
    path.replace(path.find(kLangPlaceholder), kLangPlaceholder.size(), lang_text);
    path += source_path.substr(FixedSize(collection.source));
    return fits(path) ? std::optional(path) : std::nullopt;
  }
  if (source->lang_text.empty()) {  // `x.md` beside `x.ja.md`
    std::string path(source_path);
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos) return std::nullopt;
    path.insert(dot, "." + std::string(lang_text));
    return fits(path) ? std::optional(path) : std::nullopt;
  }
  for (std::size_t at = source_path.find(source->lang_text); at != std::string_view::npos;
       at = source_path.find(source->lang_text, at + 1)) {
    std::string path(source_path);
    path.replace(at, source->lang_text.size(), lang_text);
    if (fits(path)) return path;
  }
  return std::nullopt;
}

}  // namespace lockstep

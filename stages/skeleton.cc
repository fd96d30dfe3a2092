#include "stages/skeleton.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "locales/yaml.h"

namespace lockstep {
namespace {

// The units with the source as their translation: what is answered replaces it.
std::vector<WorkUnit> OverTheSource(const std::vector<WorkUnit>& units) {
  std::vector<WorkUnit> over = units;
  for (WorkUnit& unit : over) unit.target = unit.source;
  return over;
}

bool IsConverted(const Document& source, const WorkUnit& unit) {
  const Field* field = source.FieldOf(source.segments[unit.source.front()]);
  return field != nullptr && field->role == FieldRole::kConvert;
}

std::vector<Refusal> WithoutAnswer(const Document& source, const std::vector<WorkUnit>& units,
                                   const std::vector<Answer>& answers) {
  std::set<std::size_t> answered;
  for (const Answer& answer : answers) answered.insert(answer.unit);
  std::vector<Refusal> refused;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!answered.contains(i) && !IsConverted(source, units[i])) refused.push_back({i, "it has no translation"});
  }
  return refused;
}

// The lines of a field, from its key to the next field's.
Range LinesOf(const Document& document, const Field& field) {
  Range lines{field.entry.begin, document.front.yaml_range.end};
  for (const Field& other : document.front.fields) {
    if (other.entry.begin > field.entry.begin) lines.end = std::min(lines.end, other.entry.begin);
  }
  return lines;
}

// What of the front matter is another in the translation's language.
class FrontMatterEdits {
 public:
  FrontMatterEdits(const Document& document, std::string_view from, const TargetLanguage& lang)
      : document_(&document), from_(from), lang_(&lang) {}

  void Add(const std::set<std::string>& converted, std::vector<TextEdit>& edits, std::vector<std::string>& left_out) {
    for (const Field& field : document_->front.fields) {
      if (field.name == lang_->lang_field) {
        Replace(field, lang_->tag, edits);
      } else if (field.role == FieldRole::kDerive && field.value.IsScalar()) {
        const std::optional<std::string> derived = DerivedValue(field.value.scalar, from_, lang_->path_text);
        if (derived) {
          Replace(field, *derived, edits);
        } else {
          LeaveOut(field, edits, left_out);
        }
      } else if (field.role == FieldRole::kConvert && !converted.contains(field.name)) {
        LeaveOut(field, edits, left_out);
      }
    }
  }

 private:
  void Replace(const Field& field, const std::string& value, std::vector<TextEdit>& edits) const {
    edits.push_back({field.value.range, FormatYamlScalar(value, field.value.style, false)});
  }
  void LeaveOut(const Field& field, std::vector<TextEdit>& edits, std::vector<std::string>& left_out) const {
    edits.push_back({LinesOf(*document_, field), ""});
    left_out.push_back(field.name);
  }

  const Document* document_;
  std::string_view from_;
  const TargetLanguage* lang_;
};

// Between sentences of one line the source has spaces; a language that writes none gets none.
void AddSentenceSpaces(const Document& document, const std::vector<Spliced::Done>& done, std::vector<TextEdit>& edits) {
  const std::string_view text = document.source.text;
  for (std::size_t i = 1; i < done.size(); ++i) {
    const Range gap{done[i - 1].range.end, done[i].range.begin};
    if (gap.begin >= gap.end || Slice(text, gap).find_first_not_of(' ') != std::string_view::npos) continue;
    const std::string space(SentenceSpace(Slice(text, done[i - 1].range)));
    if (Slice(text, gap) != space && gap.begin >= document.front.range.end) edits.push_back({gap, space});
  }
}

std::set<std::string> ConvertedFields(const Document& source, const std::vector<WorkUnit>& units,
                                      const std::vector<Answer>& answers) {
  std::set<std::string> names;
  for (const Answer& answer : answers) {
    if (IsConverted(source, units[answer.unit])) names.insert(units[answer.unit].packed.field);
  }
  return names;
}

}  // namespace

std::optional<std::string> DerivedValue(std::string_view value, std::string_view from, std::string_view to) {
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find('/', begin), value.size());
    if (value.substr(begin, end - begin) == from && !from.empty()) {
      return std::string(value.substr(0, begin)) + std::string(to) + std::string(value.substr(end));
    }
    begin = end + 1;
  }
  return std::nullopt;
}

Skeleton MakeSkeleton(const Document& source, const std::vector<WorkUnit>& units, const std::vector<Answer>& answers,
                      std::string_view source_path_text, const TargetLanguage& lang, const Preparer& prepare) {
  Skeleton skeleton;
  skeleton.refused = WithoutAnswer(source, units, answers);
  if (!skeleton.refused.empty()) return skeleton;
  const std::vector<WorkUnit> over = OverTheSource(units);
  const SplicePlanner planner(source, source, over, {});
  Spliced spliced = Splice(planner, source, answers, prepare);
  skeleton.refused = std::move(spliced.refused);
  if (!skeleton.refused.empty()) return skeleton;

  std::vector<TextEdit> edits;
  FrontMatterEdits(spliced.document, source_path_text, lang)
      .Add(ConvertedFields(source, units, answers), edits, skeleton.left_out);
  AddSentenceSpaces(spliced.document, spliced.done, edits);
  if (!SortEdits(edits, spliced.document.source.text.size())) {
    skeleton.refused.push_back({0, "its front matter cannot be taken over"});
    return skeleton;
  }
  skeleton.text = ApplyEdits(spliced.document.source.text, edits);
  const EditMap map(edits);
  for (Spliced::Done& done : spliced.done) skeleton.done.push_back({done.unit, map.Of(done.range)});
  return skeleton;
}

}  // namespace lockstep

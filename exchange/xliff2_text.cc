#include "exchange/xliff2_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "exchange/code_names.h"
#include "locales/unicode.h"
#include "stages/answer_checks.h"
#include "stages/code_nesting.h"

namespace lockstep {
namespace {

using Position = InlineCode::Position;

// Deeper pairs are written as sc and ec: readers have limits.
constexpr std::size_t kMostNested = 20;

// Text as it is; what XML cannot hold as <cp>.
void WriteText(std::string_view text, XmlWriter& xml) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsXmlCharacter(c.value)) {
      xml.Text(text.substr(begin, at - begin));
      xml.Begin("cp").Attribute("hex", fmt::format("{:04X}", static_cast<std::uint32_t>(c.value))).End();
      begin = at + c.size;
    }
    at += c.size;
  }
  xml.Text(text.substr(begin));
}

class TextWriter {
 public:
  TextWriter(const CodedText& text, const OriginalData& data, XmlWriter& xml)
      : data_(data), xml_(xml), nesting_(FindNesting(text)), closes_(ClosesOf(text)) {}

  void Write(const std::variant<std::string, PackageCode>& part) {
    const auto* code = std::get_if<PackageCode>(&part);
    if (code == nullptr) return WriteText(std::get<std::string>(part), xml_);
    switch (code->position) {
      case Position::kAlone: return WriteAlone(*code);
      case Position::kOpen: return WriteOpen(*code);
      case Position::kClose: return WriteClose(*code);
    }
  }

 private:
  static std::map<std::string, const PackageCode*> ClosesOf(const CodedText& text) {
    std::map<std::string, const PackageCode*> closes;
    for (const auto& part : text) {
      const auto* code = std::get_if<PackageCode>(&part);
      if (code != nullptr && code->position == Position::kClose) closes[code->id] = code;
    }
    return closes;
  }

  bool IsIsolated(const std::string& id) const { return nesting_.unclosed.count(id) + nesting_.unopened.count(id) > 0; }

  void WriteKind(const PackageCode& code) {
    xml_.Attribute("type", TypeOf(code.kind)).Attribute("subType", SubTypeOf(code.kind));
    xml_.Attribute("canCopy", "no");
    if (!MayBeLeftOut(code.kind)) xml_.Attribute("canDelete", "no");
  }

  void WriteAlone(const PackageCode& code) {
    xml_.Begin("ph").Attribute("id", code.id);
    WriteKind(code);
    xml_.Attribute("dataRef", data_.IdOf(code.original));
    xml_.End();
  }

  void WriteOpen(const PackageCode& code) {
    if (nesting_.crossing.count(code.id) > 0 || IsIsolated(code.id) || depth_ == kMostNested) {
      xml_.Begin("sc").Attribute("id", code.id);
      WriteKind(code);
      xml_.Attribute("dataRef", data_.IdOf(code.original));
      if (IsIsolated(code.id)) xml_.Attribute("isolated", "yes");
      xml_.End();
      return;
    }
    const PackageCode& close = *closes_.at(code.id);
    xml_.Begin("pc").Attribute("id", code.id);
    WriteKind(code);
    xml_.Attribute("dataRefStart", data_.IdOf(code.original)).Attribute("dataRefEnd", data_.IdOf(close.original));
    xml_.Mixed();
    nested_.insert(code.id);
    ++depth_;
  }

  void WriteClose(const PackageCode& code) {
    if (nested_.erase(code.id) > 0) {
      xml_.End();
      --depth_;
      return;
    }
    xml_.Begin("ec");
    if (IsIsolated(code.id)) {
      xml_.Attribute("id", code.id);
    } else {
      xml_.Attribute("startRef", code.id);
    }
    WriteKind(code);
    xml_.Attribute("dataRef", data_.IdOf(code.original));
    if (IsIsolated(code.id)) xml_.Attribute("isolated", "yes");
    xml_.End();
  }

  const OriginalData& data_;
  XmlWriter& xml_;
  CodeNesting nesting_;
  std::map<std::string, const PackageCode*> closes_;
  std::set<std::string> nested_;  // pairs begun as pc
  std::size_t depth_ = 0;
};

}  // namespace

void OriginalData::Collect(const CodedText& text) {
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    if (code == nullptr) continue;
    if (ids_.try_emplace(code->original, fmt::format("d{}", texts_.size() + 1)).second)
      texts_.push_back(code->original);
  }
}

void OriginalData::Write(XmlWriter& xml) const {
  if (texts_.empty()) return;
  xml.Begin("originalData");
  for (const std::string& text : texts_) {
    xml.Begin("data").Attribute("id", IdOf(text)).Mixed();
    WriteText(text, xml);
    xml.End();
  }
  xml.End();
}

void WriteXliff2Text(const CodedText& text, const OriginalData& data, XmlWriter& xml) {
  xml.Mixed();
  TextWriter writer(text, data, xml);
  for (const auto& part : text) writer.Write(part);
}

}  // namespace lockstep

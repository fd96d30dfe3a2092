#include "exchange/tmx_reader.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <string_view>
#include <system_error>

#include "exchange/xml_reader.h"

namespace lockstep {
namespace {

// No segment of a translation is as long; what is, is skipped.
constexpr std::size_t kMaxText = 1 << 20;
constexpr std::size_t kMaxTexts = std::size_t{16} << 20;  // of a unit, with its properties
// A unit in 100 languages is one; beyond that, memory must not follow the file.
constexpr std::size_t kMaxVariants = 1000;
constexpr std::size_t kMaxProperties = 1000;

class TmxHandler : public XmlHandler {
 public:
  explicit TmxHandler(const std::function<void(const TmxUnit&)>& visit) : visit_(&visit) {}

  void Follow(const XmlReader& reader) { reader_ = &reader; }

  void OnBegin(std::string_view name, const XmlAttributes& attributes) override {
    if (!seen_root_) {
      if (name != "tmx") {
        throw XmlError(reader_->Position(), fmt::format("it is no TMX: it begins with <{}>, expected <tmx>", name));
      }
      seen_root_ = true;
    } else if (name == "header") {
      header_lang_ = attributes.Get("srclang");
    } else if (name == "tu") {
      BeginUnit(attributes);
    } else if (name == "tuv") {
      BeginVariant(attributes);
    } else if (name == "seg") {
      in_segment_ = true;
    } else if (name == "prop" && !in_segment_) {
      property_ = attributes.Get("type");
      in_property_ = true;
      text_.clear();
    }
  }

  void OnEnd(std::string_view name) override {
    if (name == "seg") {
      in_segment_ = false;
    } else if (name == "prop" && in_property_) {
      EndProperty();
    } else if (name == "tu") {
      in_unit_ = false;
      (*visit_)(unit_);
    }
  }

  void OnText(std::string_view text) override {
    if (in_segment_ && !unit_.variants.empty()) {
      Append(text, unit_.variants.back().text);
    } else if (in_property_) {
      Append(text, text_);
    }
  }

  void OnUnknownEntity(std::string_view name) override { Problem(fmt::format("the entity &{}; is not known", name)); }

 private:
  void Problem(const std::string& problem) {
    if (unit_.problem.empty()) unit_.problem = problem;
  }

  void BeginUnit(const XmlAttributes& attributes) {
    unit_ = {};
    size_ = 0;
    unit_.line = reader_->Position().line;
    unit_.source_lang = attributes.Get("srclang");
    if (unit_.source_lang.empty()) unit_.source_lang = header_lang_;
    unit_.creation_date = attributes.Get("creationdate");
    in_unit_ = true;
  }

  void BeginVariant(const XmlAttributes& attributes) {
    std::string lang(attributes.Get("xml:lang"));
    if (lang.empty()) lang = attributes.Get("lang");
    if (lang.empty()) Problem("a variant names no language");
    if (unit_.variants.size() == kMaxVariants) return Problem("it has too many variants");
    unit_.variants.push_back({std::move(lang), {}});
  }

  void EndProperty() {
    const bool fits = unit_.properties.size() < kMaxProperties;
    if (in_unit_ && fits) unit_.properties.emplace_back(std::move(property_), std::move(text_));
    if (in_unit_ && !fits) Problem("it has too many properties");
    in_property_ = false;
    text_.clear();
  }

  void Append(std::string_view text, std::string& to) {
    if (to.size() + text.size() > kMaxText) return Problem("a text of it is too long");
    if (size_ + text.size() > kMaxTexts) return Problem("its texts are too long");
    to += text;
    size_ += text.size();
  }

  const std::function<void(const TmxUnit&)>* visit_;
  const XmlReader* reader_ = nullptr;
  bool seen_root_ = false;
  std::string header_lang_;
  TmxUnit unit_;
  std::size_t size_ = 0;  // of its texts
  bool in_unit_ = false;
  bool in_segment_ = false;
  bool in_property_ = false;
  std::string property_;  // the type of the one that is read
  std::string text_;      // its value so far
};

[[noreturn]] void FailToRead(const std::string& path) {
  throw TmxError(fmt::format("cannot read {}: {}", path, std::generic_category().message(errno)));
}

void Feed(const std::string& path, XmlReader& reader) {
  std::ifstream file(path, std::ios::binary);
  if (!file) FailToRead(path);
  std::array<char, 1 << 16> buffer{};
  while (!file.eof()) {
    file.read(buffer.data(), buffer.size());
    if (file.bad()) FailToRead(path);
    reader.Feed({buffer.data(), static_cast<std::size_t>(file.gcount())});
  }
  reader.Finish();
}

}  // namespace

void ReadTmx(const std::string& path, const std::function<void(const TmxUnit&)>& visit) {
  TmxHandler handler(visit);
  XmlReader reader(handler, XmlNames::kAsWritten);
  handler.Follow(reader);
  try {
    Feed(path, reader);
  } catch (const XmlError& error) {
    throw TmxError(fmt::format("{}:{}: {}", path, error.where.line, error.what()));
  }
}

}  // namespace lockstep

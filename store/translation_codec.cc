// Bindings as bytes: most follow the one before on both sides and were made in the same moment, so they take the
// byte that says so and their confidence.
#include <algorithm>
#include <array>
#include <bit>

#include "store/codec_parts.h"

namespace lockstep {
namespace {

// Append only; see codec.cc.
constexpr std::array kEvidences = {Evidence::kBootstrap,  Evidence::kSync,   Evidence::kGit,
                                   Evidence::kPropagated, Evidence::kImport, Evidence::kAccept};

// The first byte of a binding: what is there and need not be said.
constexpr unsigned kNextToNext = 0x01;  // one segment a side, each the next one of its document
constexpr unsigned kSourceBasis = 0x02;
constexpr unsigned kTargetBasis = 0x04;
constexpr unsigned kSourceEdited = 0x08;
constexpr unsigned kTargetEdited = 0x10;
constexpr unsigned kDoubtful = 0x20;
constexpr unsigned kSameOccasion = 0x40;  // evidence and moment as of the binding before
constexpr unsigned kSure = 0x80;          // confidence 1

// Beside the evidence: the moment of moving follows; how the last debt went follows.
constexpr std::uint8_t kSourceMoved = 0x40;
constexpr std::uint8_t kCleared = 0x80;
// What the first byte of that says.
constexpr std::uint8_t kTakenBack = 0x80;

// What the first byte of an acceptance says is there.
constexpr unsigned kAcceptedMove = 0x10;
constexpr unsigned kHeadOfAcceptance = kSourceBasis | kTargetBasis | kSourceEdited | kAcceptedMove | kDoubtful;
constexpr std::size_t kSmallestAcceptance = 6;  // bytes

using Indices = std::vector<std::uint32_t>;

// The segment that comes next on one side of the bindings, in the order of the document. It wraps around: a hostile
// index is no reason to overflow.
std::uint32_t Behind(const Indices& indices, std::uint32_t next) {
  return indices.empty() ? next : indices.back() + 1;
}

bool IsNext(const Indices& indices, std::uint32_t next) {
  return indices.size() == 1 && indices.front() == next;
}

class BindingWriter {
 public:
  explicit BindingWriter(RecordWriter& out) : out_(&out) {}

  void Write(const Binding& binding) {
    const unsigned head = HeadOf(binding);
    out_->Byte(static_cast<std::uint8_t>(head));
    if ((head & kNextToNext) == 0) {
      WriteIndices(binding.source, next_source_);
      WriteIndices(binding.target, next_target_);
    }
    if (binding.source_basis) out_->String(*binding.source_basis);
    if (binding.target_basis) out_->String(*binding.target_basis);
    if ((head & kSameOccasion) == 0) {
      WriteEvidence(binding.evidence, FlagsOf(binding));
      WriteMoment(binding.bound);
      if (binding.source_moved) WriteMoment(*binding.source_moved);
      if (binding.evidence == Evidence::kAccept) WriteAcceptances(binding.acceptances);
      if (binding.cleared) WriteClearing(*binding.cleared);
    }
    if (binding.source_edited) WriteMoment(*binding.source_edited);
    if (binding.target_edited) WriteMoment(*binding.target_edited);
    if ((head & kSure) == 0) out_->Fixed32(std::bit_cast<std::uint32_t>(Within(binding.confidence)));
    next_source_ = Behind(binding.source, next_source_);
    next_target_ = Behind(binding.target, next_target_);
    before_ = &binding;
  }

 private:
  unsigned HeadOf(const Binding& binding) const {
    static const Binding kNoneBefore;
    const Binding& before = before_ != nullptr ? *before_ : kNoneBefore;
    unsigned head = 0;
    if (IsNext(binding.source, next_source_) && IsNext(binding.target, next_target_)) head |= kNextToNext;
    if (binding.source_basis) head |= kSourceBasis;
    if (binding.target_basis) head |= kTargetBasis;
    if (binding.source_edited) head |= kSourceEdited;
    if (binding.target_edited) head |= kTargetEdited;
    if (binding.doubtful) head |= kDoubtful;
    // An acceptance keeps what was before it, and a debt that went is the binding's own.
    const bool same_occasion = binding.evidence == before.evidence && binding.bound == before.bound;
    const bool has_own = binding.evidence == Evidence::kAccept || FlagsOf(binding) != 0;
    if (same_occasion && !has_own) head |= kSameOccasion;
    if (binding.confidence >= 1) head |= kSure;
    return head;
  }

  // What stands beside the binding's evidence.
  static unsigned FlagsOf(const Binding& binding) {
    return (binding.source_moved ? kSourceMoved : 0U) | (binding.cleared ? kCleared : 0U);
  }

  // What is no number is no confidence.
  static float Within(float confidence) { return confidence > 0 ? std::min(confidence, 1.0F) : 0.0F; }

  void WriteIndices(const Indices& indices, std::uint32_t next) {
    out_->Varint(indices.size());
    for (const std::uint32_t index : indices) {
      out_->Signed(std::int64_t{index} - std::int64_t{next});
      next = index + 1;
    }
  }

  void WriteAcceptances(const std::vector<Acceptance>& acceptances) {
    out_->Varint(acceptances.size());
    for (const Acceptance& acceptance : acceptances) {
      unsigned head = 0;
      if (acceptance.source_basis) head |= kSourceBasis;
      if (acceptance.target_basis) head |= kTargetBasis;
      if (acceptance.source_edited) head |= kSourceEdited;
      if (acceptance.source_moved) head |= kAcceptedMove;
      if (acceptance.doubtful) head |= kDoubtful;
      out_->Byte(static_cast<std::uint8_t>(head));
      out_->String(acceptance.who);
      out_->String(acceptance.why);
      WriteMoment(acceptance.when);
      if (acceptance.source_basis) out_->String(*acceptance.source_basis);
      if (acceptance.target_basis) out_->String(*acceptance.target_basis);
      WriteEnum(kEvidences, acceptance.evidence, *out_);
      WriteMoment(acceptance.bound);
      if (acceptance.source_edited) WriteMoment(*acceptance.source_edited);
      if (acceptance.source_moved) WriteMoment(*acceptance.source_moved);
    }
  }

  void WriteClearing(const Clearing& clearing) {
    WriteEvidence(clearing.evidence, clearing.taken_back ? kTakenBack : 0);
    WriteMoment(clearing.since);
    WriteMoment(clearing.when);
  }

  void WriteEvidence(Evidence evidence, unsigned flags) {
    const auto code = std::find(kEvidences.begin(), kEvidences.end(), evidence) - kEvidences.begin();
    out_->Byte(static_cast<std::uint8_t>(static_cast<unsigned>(code) | flags));
  }

  void WriteMoment(const Moment& moment) {
    moments_.Write(moment, *out_, [&](const Moment& spelled) {
      out_->Signed(spelled.time_ms);
      out_->String(spelled.by);
    });
  }

  RecordWriter* out_;
  RepeatWriter<Moment> moments_;
  std::uint32_t next_source_ = 0;
  std::uint32_t next_target_ = 0;
  const Binding* before_ = nullptr;
};

class BindingReader {
 public:
  explicit BindingReader(RecordReader& in) : in_(&in) {}

  Binding Read() {
    Binding binding;
    const unsigned head = in_->Byte();
    const bool next = (head & kNextToNext) != 0;
    binding.source = next ? Indices{next_source_} : ReadIndices(next_source_);
    binding.target = next ? Indices{next_target_} : ReadIndices(next_target_);
    if ((head & kSourceBasis) != 0) binding.source_basis = in_->String();
    if ((head & kTargetBasis) != 0) binding.target_basis = in_->String();
    if ((head & kSameOccasion) == 0) {
      const std::uint8_t code = in_->Byte();
      evidence_ = EvidenceOf(code, kSourceMoved | kCleared);
      bound_ = ReadMoment();
      if ((code & kSourceMoved) != 0) binding.source_moved = ReadMoment();
      if (evidence_ == Evidence::kAccept) binding.acceptances = ReadAcceptances();
      if ((code & kCleared) != 0) binding.cleared = ReadClearing();
    }
    binding.evidence = evidence_;
    binding.bound = bound_;
    if ((head & kSourceEdited) != 0) binding.source_edited = ReadMoment();
    if ((head & kTargetEdited) != 0) binding.target_edited = ReadMoment();
    binding.doubtful = (head & kDoubtful) != 0;
    binding.confidence = (head & kSure) != 0 ? 1.0F : ReadConfidence();
    next_source_ = Behind(binding.source, next_source_);
    next_target_ = Behind(binding.target, next_target_);
    return binding;
  }

 private:
  float ReadConfidence() {
    const auto confidence = std::bit_cast<float>(in_->Fixed32());
    if (!(confidence >= 0 && confidence < 1)) throw DamagedRecord("a confidence outside 0 to 1");
    return confidence;
  }

  // `flags` are those that may stand beside it.
  static Evidence EvidenceOf(std::uint8_t code, unsigned flags) {
    const unsigned place = code & ~flags;
    if (place >= kEvidences.size()) throw DamagedRecord("an unknown evidence");
    return kEvidences.at(place);
  }

  Clearing ReadClearing() {
    const std::uint8_t code = in_->Byte();
    Clearing clearing{.since = ReadMoment(), .when = ReadMoment()};
    clearing.evidence = EvidenceOf(code, kTakenBack);
    clearing.taken_back = (code & kTakenBack) != 0;
    return clearing;
  }

  std::vector<Acceptance> ReadAcceptances() {
    std::vector<Acceptance> acceptances(in_->Count(kSmallestAcceptance));
    for (Acceptance& acceptance : acceptances) {
      const unsigned head = in_->Byte();
      if ((head & ~kHeadOfAcceptance) != 0) throw DamagedRecord("an unknown part of an acceptance");
      acceptance.who = in_->String();
      acceptance.why = in_->String();
      acceptance.when = ReadMoment();
      if ((head & kSourceBasis) != 0) acceptance.source_basis = in_->String();
      if ((head & kTargetBasis) != 0) acceptance.target_basis = in_->String();
      acceptance.evidence = ReadEnum(kEvidences, *in_);
      acceptance.bound = ReadMoment();
      if ((head & kSourceEdited) != 0) acceptance.source_edited = ReadMoment();
      if ((head & kAcceptedMove) != 0) acceptance.source_moved = ReadMoment();
      acceptance.doubtful = (head & kDoubtful) != 0;
    }
    return acceptances;
  }

  Indices ReadIndices(std::uint32_t next) {
    Indices indices;
    const std::size_t count = in_->Count(1);
    for (std::size_t i = 0; i < count; ++i) {
      const auto index = static_cast<std::uint64_t>(in_->Signed()) + next;
      if (index > UINT32_MAX) throw DamagedRecord("an index of more than 32 bits");
      indices.push_back(static_cast<std::uint32_t>(index));
      next = indices.back() + 1;
    }
    return indices;
  }

  Moment ReadMoment() {
    return moments_.Read(*in_, [&] {
      Moment moment;
      moment.time_ms = in_->Signed();
      moment.by = in_->String();
      return moment;
    });
  }

  RecordReader* in_;
  RepeatReader<Moment> moments_;
  std::uint32_t next_source_ = 0;
  std::uint32_t next_target_ = 0;
  Evidence evidence_ = Binding().evidence;
  Moment bound_;
};

}  // namespace

std::string Encode(const TranslationRecord& translation) {
  RecordWriter out = BeginRecord();
  out.String(translation.source_path);
  out.String(translation.target_path);
  out.Fixed64(translation.source_hash);
  out.Fixed64(translation.target_hash);
  out.Varint(translation.bindings.size());
  BindingWriter writer(out);
  for (const Binding& binding : translation.bindings) writer.Write(binding);
  return out.Take();
}

TranslationRecord DecodeTranslation(std::string_view key, std::string_view value) {
  std::optional<DocumentKey> where = DecodeTranslationKey(key);
  if (!where) ThrowDamaged(key, "no key of a translation");
  return DecodeRecord(key, value, [&](RecordReader& in) {
    TranslationRecord translation;
    translation.key = *std::move(where);
    translation.source_path = in.String();
    translation.target_path = in.String();
    translation.source_hash = in.Fixed64();
    translation.target_hash = in.Fixed64();
    const std::size_t count = in.Count(1);
    BindingReader reader(in);
    for (std::size_t i = 0; i < count; ++i) translation.bindings.push_back(reader.Read());
    return translation;
  });
}

std::string EncodeUnbound() {
  return BeginRecord().Take();
}

ReviewKey DecodeUnbound(std::string_view key, std::string_view value) {
  std::optional<ReviewKey> review = DecodeUnboundKey(key);
  if (!review) ThrowDamaged(key, "no key of an unbound review");
  DecodeRecord(key, value, [](RecordReader&) { return 0; });
  return *std::move(review);
}

}  // namespace lockstep

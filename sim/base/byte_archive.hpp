#pragma once
/// Objects as bytes and back, each by one list of its members: `template <class A> void archive(A& a) { a(count_, mean_); }`. Numbers
/// stand as they do in memory: what one build wrote, the same build reads.

#include "base/diagnostics.hpp"

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace steppe {

template <class T>
concept PlainNumber = std::is_arithmetic_v<T>;

class ByteWriter {
public:
    template <class... Members>
    void operator()(Members&... members)
    {
        (put(members), ...);
    }
    [[nodiscard]] std::string const& bytes() const { return bytes_; }

private:
    template <PlainNumber T>
    void put(T& number)
    {
        bytes_.append(reinterpret_cast<char const*>(&number), sizeof(T));
    }
    void put(std::string& text)
    {
        put_size(text.size());
        bytes_ += text;
    }
    template <class T>
    void put(std::vector<T>& entries)
    {
        put_size(entries.size());
        if constexpr (PlainNumber<T>) {
            bytes_.append(reinterpret_cast<char const*>(entries.data()), entries.size() * sizeof(T));
        } else {
            for (T& entry : entries) {
                put(entry);
            }
        }
    }
    template <class T>
    void put(std::unique_ptr<T>& object)
    {
        object->archive(*this);
    }
    template <class T>
        requires std::is_class_v<T>
    void put(T& object) { object.archive(*this); }
    void put_size(std::uint64_t size) { put(size); }

    std::string bytes_;
};

/// Reads into objects of the shape that was written: only plain numbers and texts may come in other lengths. Throws
/// EnvironmentError where the bytes do not fit.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : rest_{bytes} {}

    template <class... Members>
    void operator()(Members&... members)
    {
        (get(members), ...);
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    template <PlainNumber T>
    void get(T& number)
    {
        std::memcpy(&number, next(sizeof(T)), sizeof(T));
    }
    void get(std::string& text)
    {
        std::uint64_t const size = get_size();
        text.assign(next(size), size);
    }
    template <class T>
    void get(std::vector<T>& entries)
    {
        std::uint64_t const size = get_size();
        if constexpr (PlainNumber<T>) {
            if (size > rest_.size() / sizeof(T)) {
                fail();
            }
            entries.resize(size);
            char const* const from = next(size * sizeof(T));
            if (size > 0) {
                std::memcpy(entries.data(), from, size * sizeof(T));
            }
        } else {
            if (size != entries.size()) {
                fail();
            }
            for (T& entry : entries) {
                get(entry);
            }
        }
    }
    template <class T>
    void get(std::unique_ptr<T>& object)
    {
        object->archive(*this);
    }
    template <class T>
        requires std::is_class_v<T>
    void get(T& object) { object.archive(*this); }
    std::uint64_t get_size()
    {
        std::uint64_t size = 0;
        get(size);
        return size;
    }
    char const* next(std::uint64_t size)
    {
        if (size > rest_.size()) {
            fail();
        }
        char const* const first = rest_.data();
        rest_.remove_prefix(size);
        return first;
    }
    [[noreturn]] static void fail() { throw EnvironmentError{"the state of an interrupted run is damaged"}; }

    std::string_view rest_;
};

} // namespace steppe

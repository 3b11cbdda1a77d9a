package io.mobula.wire.value;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.ValueException;
import java.util.ConcurrentModificationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values to bytes, and bytes to values of one class loader.
 *
 * <p>The bytes begin with the version of the format and name every class they use, so any process that has those classes can read them.
 *
 * <p>Thread safety: any thread, at the same time. Cost: one copy of large arrays; tens of nanoseconds for a small record or string.
 *
 * <p>Failure: what cannot travel is {@code VALUE_UNSHIPPABLE} or a code of its own, with its path. Bytes that are no value are {@code VALUE_CORRUPT}; classes that are not here {@code CLASS_NOT_SHIPPED} or
 * {@code CLASS_TOO_NEW}.
 */
public final class ValueCodec {
    private final Classes loader;

    public ValueCodec(ClassLoader loader) {
        this.loader = new Classes(loader);
    }

    /** Throws {@link ValueException}. */
    public Encoded encode(@Nullable Object value, RefsPort port) {
        try {
            return guarded(() -> {
                var out = new Encoder(port);
                out.write(value);
                return out.finish();
            });
        } catch (Unshippable refusal) {
            throw refusal.asValueException();
        }
    }

    /** The values a body captured, as one. Throws {@link Unshippable}, which says in which value and where within it. */
    public Encoded encodeAll(@Nullable Object[] captured, RefsPort port) {
        return guarded(() -> {
            var out = new Encoder(port);
            out.sink.count(captured.length);
            for (int i = 0; i < captured.length; i++) {
                try {
                    out.write(captured[i]);
                } catch (Unshippable refusal) {
                    throw refusal.captured(i);
                }
            }
            return out.finish();
        });
    }

    public @Nullable Object decode(Encoded value, RefsPort port) {
        return read(value, port, Decoder::read);
    }

    public @Nullable Object[] decodeAll(Encoded captured, RefsPort port) {
        return read(captured, port, in -> {
            @Nullable Object[] values = new Object[in.source.count(1)];
            for (int i = 0; i < values.length; i++) values[i] = in.read();
            return values;
        });
    }

    /** What user objects can do to a walk over them. */
    static <T> T guarded(Supplier<T> walk) {
        try {
            return walk.get();
        } catch (StackOverflowError deep) {
            throw Encoder.tooDeep();
        } catch (ConcurrentModificationException changed) {
            throw Unshippable.of("it was changed while it was read", "Copy it first, under the lock that guards it");
        }
    }

    private <T extends @Nullable Object> T read(Encoded value, RefsPort port, Function<Decoder, T> how) {
        var in = new Decoder(value.bytes(), loader, port);
        try {
            int version = in.source.u8();
            if (version != Tag.VERSION) throw otherVersion(version);
            T result = how.apply(in);
            if (in.source.left() > 0) throw new Source.Malformed(in.source.left() + " bytes are left over");
            return result;
        } catch (MobulaException worded) {
            throw worded;
        } catch (Unshippable refused) {
            throw new ValueException(
                    ErrorCode.VALUE_UNSHIPPABLE,
                    "A value cannot be decoded: " + refused.reason() + ". " + refused.remedy(),
                    refused);
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            throw new ValueException(
                    ErrorCode.VALUE_CORRUPT,
                    "A value of %d bytes cannot be decoded: at byte %d, %s. If both sides run the same version of the program, its bytes were damaged: run the task again"
                            .formatted(value.bytes().length, in.source.at(), broken),
                    broken);
        }
    }

    private static ValueException otherVersion(int version) {
        return new ValueException(
                ErrorCode.VALUE_CORRUPT,
                "A value is in format %d, this process reads %d. Run the same version of Mobula on both sides"
                        .formatted(version, Tag.VERSION),
                null);
    }
}

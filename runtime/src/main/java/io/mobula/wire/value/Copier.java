package io.mobula.wire.value;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk that copies what can change and shares what cannot. */
@SuppressWarnings({"ReferenceEquality", "IdentityHashMapUsage"}) // identity is what is asked
final class Copier {
    private static final Object UNFINISHED = new Object();
    private final Map<Object, Object> copies = new IdentityHashMap<>();
    private int depth;

    @Nullable
    Object copy(@Nullable Object value) {
        if (value == null) return null;
        Form form = Form.of(value.getClass());
        if (form.isImmutable()) return value;
        Object known = copies.putIfAbsent(value, UNFINISHED);
        if (known == UNFINISHED) throw Encoder.cycle(value);
        if (known != null) return known;
        if (++depth > Encoder.DEPTH_MAX) throw Encoder.tooDeep();
        Object copy = form.copy(this, value);
        copies.put(value, copy);
        depth--;
        return copy;
    }

    /** From here on parts may refer back to the value. */
    void bind(Object value, Object copy) {
        copies.put(value, copy);
    }

    /** Copies of all, or the same array if each is shared. */
    @Nullable
    Object[] copyAll(@Nullable Object[] values) {
        Object[] next = values;
        int i = 0;
        try {
            for (; i < values.length; i++) {
                Object copy = copy(values[i]);
                if (copy == values[i]) continue;
                if (next == values) next = values.clone();
                next[i] = copy;
            }
        } catch (Unshippable refusal) {
            throw refusal.element(i);
        }
        return next;
    }
}

package io.mobula.wire.value;

import io.mobula.api.ActorHandle;
import io.mobula.api.ObjectRef;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.RefKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk that writes: what was seen so far, and the bytes. */
@SuppressWarnings("ReferenceEquality") // identity is what is asked
final class Encoder {
    /** Levels of objects within objects. A walk uses some 500 bytes of stack per level. */
    static final int DEPTH_MAX = 1000;

    final Sink sink = new Sink();
    private final RefsPort port;
    private int depth;

    /** Each made when the first of its kind is met. */
    private @Nullable Identities objects;

    private @Nullable Identities classes;
    private @Nullable Identities shapes;
    private @Nullable Identities lambdas;
    private @Nullable Set<RefKey> refs;

    /** Handles of objects that a reader can make only when all their parts are there: a part must not refer back to them. */
    private int[] unfinished = {};

    private int unfinishedCount;

    Encoder(RefsPort port) {
        this.port = port;
        sink.u8(Tag.VERSION);
    }

    void write(@Nullable Object value) {
        if (value == null) {
            sink.u8(Tag.NULL);
            return;
        }
        if (++depth > DEPTH_MAX) throw tooDeep();
        Form.of(value.getClass()).write(this, value);
        depth--;
    }

    static Unshippable tooDeep() {
        return Unshippable.of(
                "it is nested more than " + DEPTH_MAX + " objects deep", "Hold long chains in a list or an array");
    }

    /** Writes the tag of an object not seen before and returns true; else writes where it was. */
    boolean begin(Object value, int tag) {
        if (objects == null) objects = new Identities();
        int number = objects.numberOrAdd(value);
        if (number < 0) {
            sink.u8(tag);
            return true;
        }
        for (int i = 0; i < unfinishedCount; i++) if (unfinished[i] == number) throw cycle(value);
        sink.u8(Tag.BACK);
        sink.count(number);
        return false;
    }

    static Unshippable cycle(Object value) {
        return Unshippable.of(
                value.getClass().getName() + " contains itself, and must be whole before it can be contained",
                "Make one of the objects on the way mutable, or hold an id instead");
    }

    /** As {@link #begin}, for an object made last; {@link #endWhole} follows its parts. */
    boolean beginWhole(Object value, int tag) {
        if (!begin(value, tag)) return false;
        if (unfinishedCount == unfinished.length)
            unfinished = Arrays.copyOf(unfinished, Math.max(8, 2 * unfinishedCount));
        unfinished[unfinishedCount++] = objects.size() - 1;
        return true;
    }

    void endWhole() {
        unfinishedCount--;
    }

    void writeClass(Class<?> type) {
        if (classes == null) classes = new Identities();
        int number = classes.numberOrAdd(type);
        sink.count(number + 1);
        if (number < 0) name(type.getName());
    }

    /** The class of a record or bean and, the first time, what it looks like here. */
    void writeShape(Object shape, byte[] description) {
        if (shapes == null) shapes = new Identities();
        int number = shapes.numberOrAdd(shape);
        sink.count(number + 1);
        if (number < 0) sink.raw(description);
    }

    /** Whether this place in the source is new to the bytes, so that its names must follow. */
    boolean writeLambda(Class<?> type) {
        if (lambdas == null) lambdas = new Identities();
        int number = lambdas.numberOrAdd(type);
        sink.count(number + 1);
        return number < 0;
    }

    void name(String name) {
        sink.bytes(name.getBytes(StandardCharsets.UTF_8));
    }

    RefKey export(ObjectRef<?> ref) {
        RefKey key = port.export(ref);
        carries(key);
        return key;
    }

    /** What stands for all handles on the actor is carried along with each. */
    HandleMark export(ActorHandle<?> handle) {
        HandleMark mark = port.export(handle);
        mark.spec().handle().ifPresent(this::carries);
        return mark;
    }

    GroupSpec export(PlacementGroup group) {
        return port.export(group);
    }

    private void carries(RefKey key) {
        if (refs == null) refs = new LinkedHashSet<>();
        refs.add(key);
    }

    /** A session travels as a marker, and only where the reader has one to put in its place. */
    void requireSession() {
        if (port == RefsPort.NONE) port.currentSession();
    }

    Encoded finish() {
        return new Encoded(sink.toBytes(), refs == null ? List.of() : List.copyOf(refs));
    }
}

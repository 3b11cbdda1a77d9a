package io.mobula.wire.value;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.RefKey;
import io.mobula.wire.value.Source.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk that reads. */
final class Decoder {
    final Source source;
    final Classes loader;
    private final RefsPort port;
    private int depth;
    private final List<@Nullable Object> objects = new ArrayList<>(0);
    private final List<Class<?>> classes = new ArrayList<>(0);
    private final List<ShapedForm> shapes = new ArrayList<>(0);
    private final List<LambdaSite> lambdas = new ArrayList<>(0);
    private final Map<RefKey, ObjectRef<?>> refs = new HashMap<>(0);

    Decoder(byte[] bytes, Classes loader, RefsPort port) {
        this.source = new Source(bytes);
        this.loader = loader;
        this.port = port;
    }

    @Nullable
    Object read() {
        int tag = source.u8();
        if (tag == Tag.NULL) return null;
        if (tag == Tag.BACK) return seen(source.count());
        if (++depth > Encoder.DEPTH_MAX) throw new Malformed("nested more than " + Encoder.DEPTH_MAX + " objects deep");
        int handle = -1;
        if ((tag & Tag.TRACKED) != 0) {
            handle = objects.size();
            objects.add(null);
        }
        Form form = switch (tag) {
            case Tag.RECORD, Tag.SMALL_RECORD, Tag.BEAN -> shape(tag);
            default -> Forms.byTag(tag);
        };
        Object value = form.read(this, handle);
        if (handle >= 0) objects.set(handle, value);
        depth--;
        return value;
    }

    /** Where a part cannot be null. */
    Object readValue() {
        Object value = read();
        if (value == null) throw new Malformed("null stands where a value must");
        return value;
    }

    private Object seen(int handle) {
        Object value = handle < objects.size() ? objects.get(handle) : null;
        if (value == null) throw new Malformed("object " + handle + " is referred to before it is there");
        return value;
    }

    /** From here on parts may refer back to the value. */
    void bind(int handle, Object value) {
        objects.set(handle, value);
    }

    Class<?> readClass() {
        int number = source.count();
        if (number > 0) return known(classes, number);
        Class<?> type = loader.at(source);
        classes.add(type);
        return type;
    }

    private ShapedForm shape(int tag) {
        int number = source.count();
        if (number > 0) return known(shapes, number).expect(tag);
        Class<?> type = loader.at(source);
        int fingerprint = source.i32();
        if (!(Form.of(type) instanceof ShapedForm form)) throw loader.otherShape(type);
        if (form.fingerprint != fingerprint) throw loader.otherShape(type);
        shapes.add(form.expect(tag));
        return form;
    }

    LambdaSite lambda() {
        int number = source.count();
        if (number > 0) return known(lambdas, number);
        LambdaSite site = LambdaSite.read(this);
        lambdas.add(site);
        return site;
    }

    private static <T> T known(List<T> table, int number) {
        if (number > table.size()) throw new Malformed("entry " + number + " of a table of " + table.size());
        return table.get(number - 1);
    }

    String name() {
        int size = source.count(1);
        return new String(source.bytes, source.take(size), size, StandardCharsets.UTF_8);
    }

    ObjectRef<?> resolve(RefKey key) {
        return refs.computeIfAbsent(key, port::resolve);
    }

    ActorHandle<?> resolve(HandleMark mark) {
        return port.resolve(mark);
    }

    PlacementGroup resolve(GroupSpec spec) {
        return port.resolve(spec);
    }

    Mobula session() {
        return port.currentSession();
    }
}

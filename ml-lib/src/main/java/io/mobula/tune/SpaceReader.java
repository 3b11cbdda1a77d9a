package io.mobula.tune;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a configuration record's space from its annotations, and from what was said instead of them; collects all that is wrong with it. Confined to one thread. */
final class SpaceReader {
    /** Stands in where the space is wrong; never sampled. */
    private static final SpaceNode WRONG = new SpaceNode.Sum(List.of());

    private final Map<SearchSpace.Part, Domain<?>> given;
    private final List<String> missing = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Deque<Class<?>> above = new ArrayDeque<>();

    SpaceReader(Map<SearchSpace.Part, Domain<?>> given) {
        this.given = given;
    }

    /** The paths of components without a domain. */
    List<String> missing() {
        return missing;
    }

    /** What else is wrong, each a sentence without its full stop. */
    List<String> wrong() {
        return wrong;
    }

    SpaceNode read(Class<?> type, String path) {
        if (above.contains(type)) return wrong(path, "a " + type.getSimpleName() + " inside itself has no end");
        if (type.isRecord()) {
            above.push(type);
            SpaceNode product = product(type, path.isEmpty() ? "" : path + ".");
            above.pop();
            return product;
        }
        if (!type.isSealed()) {
            return wrong(path, type.getSimpleName() + " is neither a record nor a sealed type of records");
        }
        above.push(type);
        List<SpaceNode> variants = Stream.of(type.getPermittedSubclasses())
                .map(variant -> read(variant, variant.isRecord() ? path + "." + variant.getSimpleName() : path))
                .toList();
        above.pop();
        return new SpaceNode.Sum(variants);
    }

    private SpaceNode product(Class<?> record, String prefix) {
        RecordComponent[] components = record.getRecordComponents();
        List<SpaceNode> parts = new ArrayList<>();
        for (RecordComponent component : components)
            parts.add(component(record, component, prefix + component.getName()));
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new SpaceNode.Product(constructor, parts);
        } catch (NoSuchMethodException | InaccessibleObjectException e) {
            return wrong(
                    prefix,
                    record.getName() + " cannot be made: " + e.getMessage()
                            + ". A named module has to open its package");
        }
    }

    private SpaceNode component(Class<?> record, RecordComponent component, String path) {
        Class<?> type = component.getType();
        try {
            Optional<Domain<?>> domain = Optional.<Domain<?>>ofNullable(
                            given.get(new SearchSpace.Part(record, component.getName())))
                    .or(() -> Annotated.domain(component));
            if (domain.isPresent()) return new SpaceNode.Leaf(path, domain.get(), Conversion.to(type));
        } catch (IllegalArgumentException e) {
            return wrong(path, e.getMessage());
        }
        // An enum whose constants have bodies is sealed, too.
        if (type.isRecord() || (type.isSealed() && !type.isEnum())) return read(type, path);
        missing.add(path);
        return WRONG;
    }

    private SpaceNode wrong(String path, String what) {
        wrong.add(path.isEmpty() ? what : path + ": " + what);
        return WRONG;
    }
}

package io.mobula.tune;

import io.mobula.api.Fn;
import io.mobula.api.spi.Body;
import io.mobula.tune.point.StableRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All values a configuration record may take.
 *
 * <p>Each component has a domain: an annotation ({@link Uniform}, {@link LogUniform}, {@link IntRange}, {@link LogIntRange}, {@link Choice}), or what {@link #with} says instead. A component that is a
 * record is a space inside the space; one of a sealed type is one of its records, so that components which make sense together stand together.
 *
 * {@snippet :
 * sealed interface Optimizer {
 *   record Sgd(@Uniform(min = 0, max = 0.99) double momentum) implements Optimizer {}
 *   record Adam(@LogUniform(min = 1e-9, max = 1e-6) double epsilon) implements Optimizer {}
 * }
 * record Config(@LogUniform(min = 1e-4, max = 1e-1) double rate, @Choice({32, 64, 128}) int width, Optimizer optimizer) {}
 *
 * var space = SearchSpace.of(Config.class).with(Config::rate, Domain.logUniform(1e-3, 1e-2));
 * }
 *
 * <p>Failure: an {@code IllegalArgumentException} that names every component concerned. What an annotation says wrongly is refused by {@link #of}, a component without a domain by {@link #check}, with
 * which every sweep begins.
 *
 * <p>Thread safety: immutable.
 *
 * @param <C> the configuration record
 */
public final class SearchSpace<C> {
    /** A component, by the record that declares it. */
    record Part(Class<?> record, String component) {}

    private final Class<C> type;
    private final Map<Part, Domain<?>> given;
    private final SpaceNode root;
    private final List<String> missing;

    private SearchSpace(Class<C> type, Map<Part, Domain<?>> given) {
        SpaceReader reader = new SpaceReader(given);
        this.type = type;
        this.given = given;
        this.root = reader.read(type, "");
        this.missing = List.copyOf(reader.missing());
        if (!reader.wrong().isEmpty()) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " is no search space: " + String.join("; ", reader.wrong()));
        }
    }

    /** The space that the record's annotations say. */
    public static <C> SearchSpace<C> of(Class<C> type) {
        return new SearchSpace<>(type, Map.of());
    }

    /** With this domain for a component of the configuration itself, in place of its annotation. The component is named by its accessor, so that a typing error does not compile. */
    public <V> SearchSpace<C> with(Fn<C, V> component, Domain<V> domain) {
        return with(type, component, domain);
    }

    /** With this domain for a component of a record inside the configuration: {@code with(Adam.class, Adam::epsilon, …)}. */
    public <R, V> SearchSpace<C> with(Class<R> record, Fn<R, V> component, Domain<V> domain) {
        String name = Body.of(component).code().name();
        boolean known = record.isRecord()
                && Stream.of(record.getRecordComponents())
                        .anyMatch(c -> c.getName().equals(name));
        if (!known) {
            throw new IllegalArgumentException("with(…) names no component of " + record.getSimpleName()
                    + ": name it by its accessor, as in with(" + record.getSimpleName() + "::rate, …)");
        }
        Map<Part, Domain<?>> next = new LinkedHashMap<>(given);
        next.put(new Part(record, name), domain);
        return new SearchSpace<>(type, next);
    }

    /** This space; throws if a component has no domain. */
    public SearchSpace<C> check() {
        if (missing.isEmpty()) return this;
        String last = missing.getFirst().substring(missing.getFirst().lastIndexOf('.') + 1);
        throw new IllegalArgumentException("%s has no domain for %s. Annotate it, or add with(%s::%s, …)"
                .formatted(type.getSimpleName(), missing, type.getSimpleName(), last));
    }

    /** The configuration record's class. */
    public Class<C> type() {
        return type;
    }

    /** A random configuration: the same for the same two numbers, in every JVM and in whatever order they are drawn. */
    public C sample(long seed, long number) {
        StableRandom random = StableRandom.of(seed, number);
        double[] unit = new double[dimensions()];
        for (int d = 0; d < unit.length; d++) unit[d] = random.nextDouble();
        return at(unit);
    }

    /** How many configurations the grid has. Throws if a continuous component does not say how many values to try, and {@code ArithmeticException} beyond 2⁶³. */
    public long gridSize() {
        check();
        return root.gridSize();
    }

    /**
     * A configuration of the grid; the last component changes fastest.
     *
     * @param index from 0 to below {@link #gridSize}
     */
    public C gridAt(long index) {
        check();
        return type.cast(root.gridAt(index));
    }

    int dimensions() {
        check();
        return root.dimensions();
    }

    /** @param unit one coordinate in [0, 1) for each dimension */
    C at(double[] unit) {
        return type.cast(root.at(unit, 0));
    }
}

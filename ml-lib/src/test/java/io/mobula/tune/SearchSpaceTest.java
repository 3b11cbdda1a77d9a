package io.mobula.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
    sealed interface Optimizer {
        record Sgd(@Uniform(min = 0, max = 0.99, points = 2) double momentum) implements Optimizer {}

        record Adam(
                @LogUniform(min = 1e-9, max = 1e-6, points = 3)
                double epsilon) implements Optimizer {}
    }

    enum Activation {
        RELU,
        TANH {
            @Override
            public String toString() {
                return "tanh";
            }
        },
        ELU
    }

    record Config(
            @LogUniform(min = 1e-4, max = 1e-1) double rate,
            @Choice({32, 64, 128}) int width,
            @IntRange(min = 16, max = 128, step = 16) int batch,
            @LogIntRange(min = 1, max = 1024) long depth,
            @Choice Activation activation,
            @Choice(of = {"RELU", "ELU"}) Activation second,
            @Choice(of = {"he", "glorot"}) String start,
            @Choice boolean bias,
            @Uniform(min = -1, max = 1) float shift,
            Optimizer optimizer) {}

    record Small(@Choice({1, 2}) int a, @Choice boolean b, Optimizer optimizer) {}

    record Hole(double rate, @Choice({1, 2}) int width, Inner inner) {}

    record Inner(int depth) {}

    private static String refusal(Class<?> type) {
        return assertThrows(IllegalArgumentException.class, () -> SearchSpace.of(type))
                .getMessage();
    }

    @Test
    void samplesStayInTheirDomainsAndReachAllOfThem() {
        SearchSpace<Config> space = SearchSpace.of(Config.class);
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            Config c = space.sample(7, i);
            assertTrue(c.rate() >= 1e-4 && c.rate() < 1e-1, c::toString);
            assertTrue(c.batch() >= 16 && c.batch() <= 128 && c.batch() % 16 == 0, c::toString);
            assertTrue(c.depth() >= 1 && c.depth() <= 1024, c::toString);
            assertTrue(c.shift() >= -1 && c.shift() < 1, c::toString);
            seen.addAll(List.of(
                    c.width(),
                    c.batch(),
                    c.activation(),
                    c.start(),
                    c.bias(),
                    c.optimizer().getClass()));
            seen.add("second " + c.second());
        }
        for (Object value : List.of(32, 64, 16, 112, 128, Activation.TANH, "he", "glorot", true, false)) {
            assertTrue(seen.contains(value), () -> value + " is never drawn");
        }
        assertTrue(seen.contains(Optimizer.Sgd.class) && seen.contains(Optimizer.Adam.class));
        assertEquals(
                2, seen.stream().filter(s -> s.toString().startsWith("second")).count());
    }

    @Test
    void aTrialsConfigurationDependsOnSeedAndNumberAlone() {
        SearchSpace<Config> space = SearchSpace.of(Config.class);
        List<Config> all = Search.random().configs(space, OptionalInt.of(20), 7);
        assertEquals(all.get(13), SearchSpace.of(Config.class).sample(7, 13));
        assertEquals(all.subList(0, 5), Search.random().configs(space, OptionalInt.of(5), 7));
        assertNotEquals(all.get(13), space.sample(8, 13));
        List<Config> even = Search.quasiRandom().configs(space, OptionalInt.of(20), 7);
        assertEquals(even.subList(0, 5), Search.quasiRandom().configs(space, OptionalInt.of(5), 7));
        assertNotEquals(all, even);
    }

    @Test
    void aLogarithmicRangeDrawsEveryPowerOfTenAsOften() {
        SearchSpace<Config> space = SearchSpace.of(Config.class);
        long low = 0;
        for (int i = 0; i < 3000; i++) if (space.sample(1, i).rate() < 1e-3) low++;
        assertEquals(1000, (double) low, 100);
    }

    @Test
    void theGridIsEveryCombinationOfValuesAndVariants() {
        SearchSpace<Small> space = SearchSpace.of(Small.class);
        assertEquals(2 * 2 * (2 + 3), space.gridSize());
        List<Small> grid = Search.grid().configs(space, OptionalInt.empty(), 0);
        assertEquals(20, new HashSet<>(grid).size());
        assertEquals(new Small(1, false, new Optimizer.Sgd(0)), grid.get(0));
        assertEquals(new Small(1, false, new Optimizer.Sgd(0.99)), grid.get(1));
        assertEquals(new Small(2, true, new Optimizer.Adam(1e-6)), grid.get(19));
        assertEquals(grid.subList(0, 3), Search.grid().configs(space, OptionalInt.of(3), 0));
        assertThrows(IllegalArgumentException.class, () -> Search.grid().configs(space, OptionalInt.of(21), 0));
    }

    @Test
    void aContinuousComponentWithoutPointsHasNoGrid() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SearchSpace.of(Config.class).gridSize())
                .getMessage();
        assertTrue(
                message.startsWith("rate is continuous and has no grid. Say how many values to try: points = 5"),
                message);
    }

    @Test
    void withNamesAComponentByItsAccessor() {
        SearchSpace<Small> space = SearchSpace.of(Small.class)
                .with(Small::a, Domain.choice(8, 16))
                .with(Optimizer.Sgd.class, Optimizer.Sgd::momentum, Domain.uniform(0.5, 0.6));
        for (int i = 0; i < 50; i++) {
            Small small = space.sample(0, i);
            assertTrue(small.a() == 8 || small.a() == 16);
            if (small.optimizer() instanceof Optimizer.Sgd(double momentum))
                assertTrue(momentum >= 0.5 && momentum < 0.6);
        }
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SearchSpace.of(Small.class).with(s -> s.a() + 1, Domain.choice(1)))
                .getMessage();
        assertTrue(message.contains("name it by its accessor, as in with(Small::rate, …)"), message);
    }

    @Test
    void namesEveryComponentWithoutADomain() {
        SearchSpace<Hole> space = SearchSpace.of(Hole.class);
        assertEquals(
                "Hole has no domain for [rate, inner.depth]. Annotate it, or add with(Hole::rate, …)",
                assertThrows(IllegalArgumentException.class, space::check).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Tuner.over(space));
        space.with(Hole::rate, Domain.uniform(0, 1))
                .with(Inner.class, Inner::depth, Domain.range(1, 3, 1))
                .check();
    }

    record Empty(
            @Uniform(min = 1, max = 1) double a,
            @IntRange(min = 3, max = 2) int b) {}

    record Log(
            @LogUniform(min = 0, max = 1) double a,
            @LogIntRange(min = 0, max = 8) int b) {}

    record Twice(@Choice({1, 1}) int a, @Choice(of = "RED") Activation b) {}

    record Two(@Choice({1}) @IntRange(min = 0, max = 1) int a) {}

    record Unfit(
            @Uniform(min = 0, max = 1) int a,
            @IntRange(min = 0, max = 1) double b,
            @Choice({0.5}) int c) {}

    record Nothing(@Choice int a, @Choice String b) {}

    record Endless(Endless next) {}

    record Points(
            @Uniform(min = 0, max = 1, points = 1) double a,
            @IntRange(min = 0, max = 1, step = 0) int b) {}

    @Test
    void everyMistakeOfAnAnnotationIsNamedAtOnce() {
        assertEquals(
                "Empty is no search space: a: a range from 1.0 to 1.0 needs min < max; b: a range from 3 to 2 needs min < max",
                refusal(Empty.class));
        assertTrue(refusal(Log.class).contains("a: a range from 0.0 to 1.0 on a logarithmic scale needs min > 0; b:"));
        assertTrue(
                refusal(Twice.class).contains("a: the choice names 1 twice; b: @Choice names RED, which is none of"));
        assertTrue(refusal(Two.class).contains("a: two domains, @IntRange and @Choice: keep one"));
        assertTrue(refusal(Unfit.class).contains("a: @Uniform does not fit int: it is for double or float"));
        assertTrue(refusal(Unfit.class).contains("b: @IntRange does not fit double"));
        assertTrue(refusal(Unfit.class).contains("c: @Choice names 0.5 for a whole number"));
        assertTrue(refusal(Nothing.class).contains("a: a choice of nothing"));
        assertTrue(refusal(Endless.class).contains("next: a Endless inside itself has no end"));
        assertTrue(refusal(Points.class).contains("a: points 1: a grid needs 2 or more"));
        assertTrue(refusal(Points.class).contains("b: step 0: it must be 1 or more"));
        assertTrue(refusal(String.class).contains("String is neither a record nor a sealed type of records"));
    }

    record Picky(@IntRange(min = 0, max = 9) int a) {
        Picky {
            if (a > 2) throw new IllegalStateException("a is " + a);
        }
    }

    @Test
    void aRecordThatRefusesAPointIsNamedWithThePoint() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Search.random().configs(SearchSpace.of(Picky.class), OptionalInt.of(50), 0))
                .getMessage();
        assertTrue(message.startsWith("Picky refuses a point of its own space, ["), message);
    }
}

package io.mobula.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may depend on whom. A rule that scans too few classes fails: it would pass on nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    /** What runs the simulator's seeds must have no will of its own: no threads, clock, chance or input and output. */
    private static final String[] NOT_IN_CORE = {
        "java.io..",
        "java.net..",
        "java.nio..",
        "java.util.concurrent..",
        "java.util.logging..",
        "java.security..",
        "org.slf4j..",
        "org.apache.pekko..",
        "org.apache.ratis..",
        "io.netty..",
        "com.google.protobuf..",
        "com.esotericsoftware..",
        "com.typesafe.."
    };

    private static final DescribedPredicate<JavaCall<?>> CLOCK_OR_CHANCE =
            DescribedPredicate.describe("reads a clock, draws a random number or touches a thread", call -> {
                JavaClass owner = call.getTargetOwner();
                String method = owner.getName() + "." + call.getName();
                return owner.isEquivalentTo(Random.class)
                        || owner.isAssignableTo(Thread.class)
                        || List.of(
                                        "java.lang.System.nanoTime",
                                        "java.lang.System.currentTimeMillis",
                                        "java.lang.System.identityHashCode",
                                        "java.lang.Math.random",
                                        "java.time.Instant.now",
                                        "java.time.Clock.systemUTC",
                                        "java.util.UUID.randomUUID")
                                .contains(method);
            });

    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.mobula");

    @Test
    void theScanSeesTheProject() {
        atLeast(25, "io.mobula.api..");
        atLeast(25, "io.mobula.core..");
        atLeast(15, "io.mobula.config..");
        atLeast(30, "io.mobula.cli..");
        for (Wall wall : walls()) atLeast(3, "io.mobula." + wall.from() + "..");
    }

    @Test
    void theApiDependsOnJavaBaseAlone() {
        atLeast(25, "io.mobula.api..");
        classes()
                .that()
                .resideInAPackage("io.mobula.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.mobula.api..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.math..",
                        "org.jspecify..")
                .because("a program that uses Mobula gets no library with it")
                .check(all);
    }

    @Test
    void theConfigurationKnowsNothingOfMobula() {
        atLeast(15, "io.mobula.config..");
        noClasses()
                .that()
                .resideInAPackage("io.mobula.config..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.mobula..").and(not(resideInAnyPackage("io.mobula.config.."))))
                .check(all);
    }

    @Test
    void theCoreUsesNoLibraryAndNoInputOrOutput() {
        atLeast(25, "io.mobula.core..");
        noClasses()
                .that()
                .resideInAPackage("io.mobula.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(NOT_IN_CORE)
                .because("it decides and nothing else, so that the simulator runs the very same classes")
                .check(all);
    }

    @Test
    void theCoreReadsNoClockAndDrawsNoRandomNumber() {
        noClasses()
                .that()
                .resideInAPackage("io.mobula.core..")
                .should()
                .callCodeUnitWhere(CLOCK_OR_CHANCE)
                .because("the same seed must give the same run")
                .check(all);
    }

    @Test
    void theCoreDependsOnTheApiAndItselfAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.mobula.core..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.mobula..")
                        .and(not(resideInAnyPackage("io.mobula.core..", "io.mobula.api.."))))
                .check(all);
    }

    /** One row of ARCHITECTURE.md's table: a package and what it must not know. */
    record Wall(String from, List<String> notTo) {
        @Override
        public String toString() {
            return from + " knows none of " + notTo;
        }
    }

    static List<Wall> walls() {
        return List.of(
                new Wall("call", List.of("driver", "node", "control", "executor", "boot", "cli")),
                new Wall("wire", List.of("call", "driver", "node", "control", "executor", "store", "boot", "cli")),
                new Wall("store", List.of("driver", "node", "control", "executor", "boot", "cli")),
                new Wall("code", List.of("driver", "node", "control", "executor", "call", "boot", "cli")),
                new Wall("executor", List.of("driver", "node", "control", "boot", "cli")),
                new Wall("control", List.of("driver", "node", "executor", "call", "boot", "cli")),
                new Wall("output", List.of("core", "call", "wire", "store", "code", "control", "submit", "cli")),
                new Wall("submit", List.of("attach", "driver", "node", "control", "boot", "cli")),
                new Wall("attach", List.of("driver", "node", "boot", "cli")),
                new Wall(
                        "process",
                        List.of(
                                "session", "link", "call", "wire", "store", "code", "control", "attach", "driver",
                                "node")),
                new Wall(
                        "session",
                        List.of("link", "call", "control", "attach", "submit", "driver", "node", "boot", "cli")),
                new Wall("link", List.of("session", "control", "attach", "submit", "driver", "node", "boot", "cli")),
                new Wall(
                        "core.id",
                        List.of("core.message", "core.task", "core.object", "core.directory", "core.control")),
                new Wall("core.message", List.of("core.task", "core.object", "core.directory", "core.control")),
                new Wall("core.directory", List.of("core.task", "core.actor", "core.control", "core.process")),
                new Wall(
                        "core.task",
                        List.of("core.actor", "core.place", "core.object", "core.control", "core.process")),
                new Wall("core.actor", List.of("core.place", "core.object", "core.control", "core.process")),
                new Wall("watch", List.of("session", "attach", "driver", "node", "control", "boot", "cli")),
                new Wall("driver", List.of("node", "boot", "cli")),
                new Wall("node", List.of("boot", "cli")),
                new Wall(
                        "cli",
                        List.of(
                                "core",
                                "call",
                                "wire",
                                "store",
                                "code",
                                "executor",
                                "control",
                                "submit",
                                "attach",
                                "driver",
                                "node",
                                "boot")));
    }

    @Test
    void theSimulatorRunsTheCoreAlone() {
        atLeast(10, "io.mobula.sim..");
        noClasses()
                .that()
                .resideInAPackage("io.mobula.sim..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.mobula..")
                        .and(not(resideInAnyPackage("io.mobula.sim..", "io.mobula.core..", "io.mobula.api.."))))
                .check(all);
    }

    @ParameterizedTest
    @MethodSource("walls")
    void dependenciesPointDownwards(Wall wall) {
        String[] forbidden =
                wall.notTo().stream().map(name -> "io.mobula." + name + "..").toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.mobula." + wall.from() + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
        rule.allowEmptyShould(true).check(all);
    }

    @Test
    void nothingDependsOnExamplesOrBenchmarks() {
        noClasses()
                .that(not(resideInAnyPackage("io.mobula.examples..", "io.mobula.bench..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.mobula.examples..", "io.mobula.bench..")
                .check(all);
    }

    @Test
    void theRuntimesPackagesFormNoCycle() {
        slices().matching("io.mobula.(core.*)..")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .check(all);
        slices().matching("io.mobula.(*)..")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .check(all);
    }

    @Test
    void onlyTheCommandPrints() {
        noClasses()
                .that()
                .resideInAPackage("io.mobula..")
                .and(not(resideInAnyPackage("io.mobula.cli..", "io.mobula.examples..", "io.mobula.bench..")))
                .and(not(simpleName("ProcessStreams"))) // by which bodies' lines reach their driver's user
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("a library that prints writes into its user's output; a log can be turned")
                .check(all);
    }

    private void atLeast(int floor, String packages) {
        long seen = all.stream().filter(resideInAnyPackage(packages)).count();
        assertTrue(
                seen >= floor, () -> "Only " + seen + " classes of " + packages + " were scanned, expected " + floor);
    }
}

package io.mobula.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the libraries may know. A rule that scans too few classes fails: it would pass on nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryArchitectureTest {
    private static final String[] LIBRARIES = {"io.mobula.tune..", "io.mobula.train..", "io.mobula.serve.."};

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.identityHashCode",
            "java.lang.Math.random",
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.util.UUID.randomUUID");

    private static final DescribedPredicate<JavaCall<?>> CLOCK_OR_CHANCE =
            DescribedPredicate.describe("reads a clock, draws a random number of its own or touches a thread", call -> {
                var owner = call.getTargetOwner();
                return owner.isEquivalentTo(Random.class)
                        || owner.isAssignableTo(Thread.class)
                        || CLOCKS.contains(owner.getName() + "." + call.getName());
            });

    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.mobula.tune", "io.mobula.train", "io.mobula.serve");

    @Test
    void theLibrariesStandOnTheApiAndAreWithoutTheRuntime() {
        for (String library : LIBRARIES) atLeast(40, library);
        classes()
                .that()
                .resideInAnyPackage(LIBRARIES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.mobula.api..",
                        "io.mobula.tune..",
                        "io.mobula.train..",
                        "io.mobula.serve..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "io.netty..")
                .because("whoever writes a library of his own has no more than they have")
                .check(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tune", "train", "serve"})
    void noLibraryKnowsAnother(String library) {
        noClasses()
                .that()
                .resideInAPackage("io.mobula." + library + "..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(LIBRARIES).and(not(resideInAnyPackage("io.mobula." + library + ".."))))
                .check(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tune", "train", "serve"})
    void whatDecidesKnowsItselfAndPlainJavaAlone(String library) {
        String core = "io.mobula." + library + ".core..";
        atLeast(10, core);
        classes()
                .that()
                .resideInAPackage(core)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(core, "java.lang..", "java.util..", "java.time..", "org.jspecify..")
                                .and(not(resideInAnyPackage("java.util.concurrent..", "java.util.logging.."))))
                .because("it decides and nothing else: a journal can be put under it")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage(core)
                .should()
                .callCodeUnitWhere(CLOCK_OR_CHANCE)
                .because("the same events must give the same decisions")
                .check(all);
    }

    @Test
    void onlyServeKnowsNetty() {
        noClasses()
                .that(not(resideInAnyPackage("io.mobula.serve..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(all);
    }

    @Test
    void theLibrariesPackagesFormNoCycle() {
        slices().matching("io.mobula.(tune|train|serve)")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .check(all);
        for (String inner : new String[] {"io.mobula.serve.(*)..", "io.mobula.train.(*)..", "io.mobula.tune.(*).."})
            slices().matching(inner)
                    .namingSlices("$1")
                    .should()
                    .beFreeOfCycles()
                    .check(all);
    }

    private void atLeast(int floor, String packages) {
        long seen = all.stream().filter(resideInAnyPackage(packages)).count();
        assertTrue(
                seen >= floor, () -> "Only " + seen + " classes of " + packages + " were scanned, expected " + floor);
    }
}

package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import java.io.File;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A user's program that is a named module of its own, once opened and once not. */
@TestInstance(Lifecycle.PER_CLASS)
class ClosedPackageTest {
    private static final String MAIN = """
            package com.app;
            public final class Main {
              public static io.mobula.api.Task<Integer> lambda(int n) { return () -> n + 1; }
              public static io.mobula.api.Task<Integer> reference(String text) { return text::length; }
              record Train(int n) implements io.mobula.api.Task<Integer> {
                public Integer call() { return n; }
              }
              public static io.mobula.api.Task<Integer> record(int n) { return new Train(n); }
            }
            """;
    private static final String REMEDY = "Package com.app is not open to io.mobula.api."
            + " Add `opens com.app to io.mobula.api;` to the module-info of app [CAPTURE_PACKAGE_CLOSED]";

    private Class<?> closed;
    private Class<?> open;

    @BeforeAll
    void compile(@TempDir Path directory) throws Exception {
        closed = load(directory.resolve("closed"), "exports com.app;");
        open = load(directory.resolve("open"), "exports com.app; opens com.app to io.mobula.api;");
    }

    @Test
    void bodiesOfAnOpenPackageWork() throws Throwable {
        assertEquals(42, Body.of(make(open, "lambda", int.class, 41)).invoke());
        assertEquals(42, Body.of(make(open, "record", int.class, 42)).invoke());
    }

    @Test
    void bodiesOfAClosedPackageAreRefusedWithTheRemedy() throws Exception {
        for (String name : List.of("lambda", "record")) {
            Serializable body = make(closed, name, int.class, 41);
            CaptureException refused = assertThrows(CaptureException.class, () -> Body.of(body));
            assertEquals(REMEDY, refused.getMessage());
            assertEquals(ErrorCode.CAPTURE_PACKAGE_CLOSED, refused.code());
        }
    }

    @Test
    void referencesToPublicMethodsNeedNoOpening() throws Throwable {
        assertEquals(4, Body.of(make(closed, "reference", String.class, "text")).invoke());
    }

    private static Serializable make(Class<?> main, String name, Class<?> parameter, Object argument) throws Exception {
        return (Serializable) main.getMethod(name, parameter).invoke(null, argument);
    }

    private static Class<?> load(Path directory, String directives) throws Exception {
        Path main = Files.createDirectories(directory.resolve("src/com/app")).resolve("Main.java");
        Path info = directory.resolve("src/module-info.java");
        Files.writeString(main, MAIN);
        Files.writeString(info, "module app { requires io.mobula.api; " + directives + " }");
        Path classes = directory.resolve("classes");
        var errors = new StringWriter();
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(errors),
                        new PrintWriter(errors),
                        "-p",
                        System.getProperty("jdk.module.path"),
                        "-d",
                        classes.toString(),
                        main.toString(),
                        info.toString());
        assertEquals(0, result, errors + File.pathSeparator + directives);
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("app"));
        return ModuleLayer.boot()
                .defineModulesWithOneLoader(configuration, ClosedPackageTest.class.getClassLoader())
                .findLoader("app")
                .loadClass("com.app.Main");
    }
}

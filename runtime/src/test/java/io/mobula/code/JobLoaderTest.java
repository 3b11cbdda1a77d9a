package io.mobula.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLoaderTest {
    private static final Map<String, String> PROGRAM =
            Map.of("com/acme/Main.java", """
            package com.acme;
            import java.util.function.Supplier;
            public class Main implements Supplier<String> {
                static class Nested { String word() { return "nested"; } }
                public String get() {
                    Supplier<String> lambda = () -> new Nested().word() + new Object() { public String toString() { return "+anonymous"; } };
                    return lambda.get();
                }
            }
            """, "com/acme/Square.java", """
            package com.acme;
            public class Square implements java.util.function.Supplier<String> { public String get() { return "square"; } }
            """, "com/acme/Body.java", """
            package com.acme;
            public class Body { public static io.mobula.api.Task<String> task() { return () -> "run"; } }
            """);

    @TempDir
    Path dir;

    private Path folder() throws IOException {
        Path folder = Sources.compile(dir, PROGRAM);
        Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(folder.resolve("META-INF/services/java.util.function.Supplier"), "com.acme.Square\n");
        Files.writeString(folder.resolve("com/acme/words and more.txt"), "hello");
        return folder;
    }

    /** The same program as a job's jar and as a folder that is read in place. */
    private List<Path> bothForms() throws IOException {
        Path folder = folder();
        return List.of(
                folder, Sources.jar(folder, dir.resolve("program.jar"), Map.of("Implementation-Version", "1.2.3")));
    }

    @SuppressWarnings("unchecked")
    private static Supplier<String> supplier(ClassLoader loader, String type) throws ReflectiveOperationException {
        return (Supplier<String>)
                loader.loadClass(type).getDeclaredConstructor().newInstance();
    }

    @Test
    void runsNestedAndAnonymousClassesAndLambdas() throws Exception {
        for (Path entry : bothForms()) {
            try (JobLoader loader = JobLoader.over("driver-1", List.of(entry))) {
                Supplier<String> main = supplier(loader, "com.acme.Main");
                assertEquals("nested+anonymous", main.get());
                assertSame(loader, main.getClass().getClassLoader());
                assertEquals("com.acme", main.getClass().getPackage().getName());
                assertEquals(
                        entry.toUri().toURL(),
                        main.getClass().getProtectionDomain().getCodeSource().getLocation());
            }
        }
    }

    @Test
    void findsResourcesAndServices() throws Exception {
        for (Path entry : bothForms()) {
            try (JobLoader loader = JobLoader.over("driver-1", List.of(entry, entry))) {
                Class<?> main = loader.loadClass("com.acme.Main");
                try (var in = main.getResourceAsStream("words and more.txt")) {
                    assertEquals("hello", new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
                var url = loader.getResource("com/acme/words and more.txt");
                assertEquals(url.toURI().toString(), url.toString());
                assertTrue(url.toString().endsWith("/com/acme/words%20and%20more.txt"), url.toString());
                assertEquals(5, url.openConnection().getContentLengthLong());
                assertEquals(
                        2,
                        Collections.list(loader.getResources("com/acme/Main.class"))
                                .size());
                assertNull(loader.getResource("com/acme/../../nothing"));
                List<?> services = ServiceLoader.load(Supplier.class, loader).stream()
                        .map(ServiceLoader.Provider::type)
                        .toList();
                assertEquals(List.of(loader.loadClass("com.acme.Square")), services);
            }
        }
    }

    @Test
    void tellsALibraryItsVersion() throws Exception {
        Path jar = bothForms().getLast();
        try (JobLoader loader = JobLoader.over("driver-1", List.of(jar))) {
            assertEquals("1.2.3", loader.loadClass("com.acme.Main").getPackage().getImplementationVersion());
        }
    }

    @Test
    void sharesTheApiAndNothingElseOfTheProcess() throws Exception {
        try (JobLoader loader = JobLoader.over("driver-1", List.of(folder()))) {
            assertSame(Task.class, loader.loadClass("io.mobula.api.Task"));
            Object task = loader.loadClass("com.acme.Body").getMethod("task").invoke(null);
            assertTrue(task instanceof Task<?>);
            for (String hidden :
                    List.of("io.mobula.code.CodeStore", "org.slf4j.Logger", "com.google.protobuf.Message")) {
                assertThrows(ClassNotFoundException.class, () -> loader.loadClass(hidden), hidden);
            }
            assertNull(loader.getResource("io/mobula/code/CodeStore.class"));
            assertSame(java.sql.Connection.class, loader.loadClass("java.sql.Connection"));
        }
    }

    @Test
    void twoJobsHaveTheirOwnVersionsOfAClass() throws Exception {
        Path one = Sources.compile(dir, version("one"));
        Path two = Sources.compile(dir, version("two"));
        try (JobLoader first = JobLoader.over("driver-1", List.of(one));
                JobLoader second = JobLoader.over("driver-2", List.of(two, one))) {
            assertEquals("one", supplier(first, "com.acme.Version").get());
            assertEquals("two", supplier(second, "com.acme.Version").get());
        }
    }

    private static Map<String, String> version(String word) {
        String source =
                "package com.acme; public class Version implements java.util.function.Supplier<String> { public String get() { return \""
                        + word + "\"; } }";
        return Map.of("com/acme/Version.java", source);
    }

    @Test
    void namesTheMissingClassAndWhatWasShipped() throws Exception {
        try (JobLoader loader = JobLoader.over("driver-7", List.of(folder()))) {
            var missing = assertThrows(ClassNotFoundException.class, () -> loader.loadClass("com.acme.Missing"));
            assertTrue(
                    missing.getMessage()
                            .matches(
                                    "Class com\\.acme\\.Missing is not in the code of job driver-7: the driver shipped classes\\d+\\. .*\\[CLASS_NOT_SHIPPED]"),
                    missing.getMessage());
        }
    }

    @Test
    void namesAClassThatIsTooNew() throws Exception {
        Path folder = folder();
        Path file = folder.resolve("com/acme/Square.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = (byte) (ClassVersion.highestOfThisJvm() + 1);
        Files.write(file, bytes);
        try (JobLoader loader = JobLoader.over("driver-7", List.of(folder))) {
            var tooNew = assertThrows(UnsupportedClassVersionError.class, () -> loader.loadClass("com.acme.Square"));
            int java = Runtime.version().feature();
            String expected =
                    "Class com.acme.Square (class file version %d, Java %d) of job driver-7 cannot run here: this node runs Java %d. Compile with --release %d or run the nodes on a newer Java. [CLASS_TOO_NEW]"
                            .formatted(bytes[7], java + 1, java, java);
            assertEquals(expected, tooNew.getMessage());
        }
    }

    @Test
    void doesNotFollowAManifestIntoFilesOfTheNode() throws Exception {
        Path secret = Sources.jar(folder(), dir.resolve("secret.jar"), Map.of());
        Path jar = Sources.jar(
                Sources.compile(dir, version("v")),
                dir.resolve("v.jar"),
                Map.of("Class-Path", secret.toUri().toString()));
        try (JobLoader loader = JobLoader.over("driver-1", List.of(jar))) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("com.acme.Main"));
        }
    }

    @Test
    void takesTheClassForThisJavaFromAMultiReleaseJar() throws Exception {
        Path folder = Sources.compile(dir, version("old"));
        Path newer = Sources.compile(dir, version("new"));
        Files.createDirectories(folder.resolve("META-INF/versions/21/com/acme"));
        Files.copy(
                newer.resolve("com/acme/Version.class"), folder.resolve("META-INF/versions/21/com/acme/Version.class"));
        Path jar = Sources.jar(folder, dir.resolve("multi.jar"), Map.of("Multi-Release", "true"));
        try (JobLoader loader = JobLoader.over("driver-1", List.of(jar))) {
            assertEquals("new", supplier(loader, "com.acme.Version").get());
        }
    }

    @Test
    void definesAClassOnceForManyThreads() throws Exception {
        Path jar = bothForms().getLast();
        try (JobLoader loader = JobLoader.over("driver-1", List.of(jar));
                var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Class<?>>> calls = IntStream.range(0, 64)
                    .<Callable<Class<?>>>mapToObj(
                            i -> () -> loader.loadClass(i % 2 == 0 ? "com.acme.Main" : "com.acme.Main$Nested"))
                    .toList();
            long distinct = threads.invokeAll(calls).stream()
                    .map(f -> f.resultNow())
                    .distinct()
                    .count();
            assertEquals(2, distinct);
        }
    }

    @Test
    void saysAfterItsEndWhyAClassCannotBeRead() throws Exception {
        Path jar = bothForms().getLast();
        JobLoader loader = JobLoader.over("driver-1", List.of(jar));
        Supplier<String> main = supplier(loader, "com.acme.Main");
        loader.close();
        assertNotSame(null, main);
        var closed = assertThrows(ClassNotFoundException.class, () -> loader.loadClass("com.acme.Square"));
        assertTrue(
                closed.getMessage().startsWith("Class com.acme.Square of job driver-1 cannot be read"),
                closed.getMessage());
        assertNull(loader.getResource("com/acme/Square.class"));
    }
}

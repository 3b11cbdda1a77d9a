package io.mobula.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ExitException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitCallsTest {
    private static final String LEAVER = """
            package com.acme;
            import java.util.List;
            import java.util.function.IntConsumer;
            public class Leaver {
                static class Near implements Runnable { public void run() { System.exit(3); } }
                static class Far extends Near {}
                interface Exit { void exit(int status); }
                public static void near(Integer status) { System.exit(status); }
                public static void runtime(Integer status) { Runtime.getRuntime().exit(status); }
                public static void halt(Integer status) { Runtime.getRuntime().halt(status); }
                public static void lambda(Integer status) { Runnable run = () -> System.exit(status); run.run(); }
                public static void reference(Integer status) { IntConsumer exit = System::exit; exit.accept(status); }
                public static void bound(Integer status) { IntConsumer halt = Runtime.getRuntime()::halt; halt.accept(status); }
                public static void branches(Integer status) {
                    Near near = status > 0 ? new Near() : new Far();
                    for (int i = 0; i < 3; i++) { if (near == null) near = new Far(); }
                    try { near.toString(); } finally { if (status < 100) System.exit(status); }
                }
                public static void own(Integer status) { Exit mine = _ -> {}; mine.exit(status); }
            }
            """;

    @TempDir
    Path dir;

    @Test
    void everyWayOutIsRefusedWithItsStatus() throws Exception {
        Path classes = Sources.compile(dir, Map.of("com/acme/Leaver.java", LEAVER));
        try (JobLoader loader = JobLoader.over("driver-1", List.of(classes))) {
            Class<?> leaver = loader.loadClass("com.acme.Leaver");
            for (String way : List.of("near", "runtime", "halt", "lambda", "reference", "bound", "branches")) {
                var thrown = assertThrows(
                        java.lang.reflect.InvocationTargetException.class,
                        () -> leaver.getMethod(way, Integer.class).invoke(null, 7));
                ExitException refusal = (ExitException) thrown.getCause();
                assertEquals(ErrorCode.EXIT_REFUSED, refusal.code(), way);
                assertTrue(refusal.getMessage().contains("exit(7)"), refusal.getMessage());
            }
            leaver.getMethod("own", Integer.class).invoke(null, 7);
        }
    }

    @Test
    void aClassWithoutSuchCallsIsDefinedAsItIs() throws Exception {
        Path classes = Sources.compile(
                dir, Map.of("com/acme/Stayer.java", "package com.acme; public class Stayer { int x = 1; }"));
        byte[] file = Files.readAllBytes(classes.resolve("com/acme/Stayer.class"));
        assertSame(file, ExitCalls.refused(file, getClass().getClassLoader()));
    }

    @Test
    void whatIsNoClassFileIsLeftToTheJvm() {
        byte[] noise = "\1\0\4exit and no class".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertSame(noise, ExitCalls.refused(noise, getClass().getClassLoader()));
    }
}

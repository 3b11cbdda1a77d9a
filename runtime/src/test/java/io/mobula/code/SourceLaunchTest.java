package io.mobula.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLaunchTest {
    @TempDir
    Path dir;

    @Test
    void shipsTheClassesOfAProgramRunFromItsSourceFiles() throws Exception {
        Files.writeString(dir.resolve("Demo.java"), """
                import io.mobula.code.*;
                public class Demo {
                    record Point(int x) {}
                    enum Color { RED { int n() { return 1; } }; int n() { return 0; } }
                    public static void main(String[] args) throws Exception {
                        Runnable body = () -> System.out.println(new Point(Color.RED.n()) + new Other().toString());
                        var code = ShippedCode.ofThisJvm();
                        var entry = code.manifest().entries().getFirst();
                        var bytes = java.nio.ByteBuffer.allocate((int) entry.sizeBytes());
                        code.find(entry.sha256()).orElseThrow().read(0, bytes);
                        var zip = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(bytes.array()));
                        System.out.print(entry.name() + ":");
                        for (var e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) System.out.print(" " + e.getName());
                        System.out.println();
                    }
                }
                """);
        Files.writeString(
                dir.resolve("Other.java"),
                "class Other { static class Inner {} public String toString() { return \"\" + new Inner(); } }");
        String classPath = Path.of(Manifest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                + File.pathSeparator
                + Path.of(io.mobula.api.Mobula.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        "Demo.java"))
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        java.waitFor(60, TimeUnit.SECONDS);
        assertEquals(
                "source file: Demo$Color$1.class Demo$Color.class Demo$Point.class Demo.class Other$Inner.class Other.class",
                output.strip());
    }
}

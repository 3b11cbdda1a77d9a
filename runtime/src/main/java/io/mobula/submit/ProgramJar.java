package io.mobula.submit;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.code.ClassPathScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What is to be submitted, looked at where it is submitted: a mistake is told before anything is sent.
 *
 * @param classPath the program's jar, what was named beside it, and what their manifests add
 */
public record ProgramJar(String mainClass, List<Path> classPath) {
    public ProgramJar {
        classPath = List.copyOf(classPath);
    }

    /** @throws JobException {@code JOB_FILE_INVALID} or {@code JOB_MAIN_MISSING} */
    public static ProgramJar inspect(Path jar, List<Path> further, Optional<String> mainClass) {
        Optional<String> named = mainClassOf(jar);
        for (Path entry : further) {
            if (!Files.exists(entry)) throw fileInvalid(entry, "there is no such file", null);
            if (!Files.isDirectory(entry)) mainClassOf(entry);
        }
        String main = mainClass
                .or(() -> named)
                .orElseThrow(() -> new JobException(
                        ErrorCode.JOB_MAIN_MISSING,
                        "%s cannot be submitted: its manifest names no Main-Class. Give one with --main".formatted(jar),
                        null));
        var entries = new ArrayList<Path>();
        entries.add(jar);
        entries.addAll(further);
        List<Path> classPath = ClassPathScan.of(entries);
        String file = main.replace('.', '/') + ".class";
        if (classPath.stream().noneMatch(entry -> holds(entry, file)))
            throw new JobException(
                    ErrorCode.JOB_MAIN_MISSING,
                    "%s cannot be submitted: class %s is not in it%s. Check the name given with --main, or add the jar that has the class with --class-path"
                            .formatted(jar, main, classPath.size() == 1 ? "" : " nor in the jars beside it"),
                    null);
        return new ProgramJar(main, classPath);
    }

    private static Optional<String> mainClassOf(Path jar) {
        if (!Files.exists(jar)) throw fileInvalid(jar, "there is no such file", null);
        if (Files.isDirectory(jar)) throw fileInvalid(jar, "it is a folder", null);
        try (var file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null
                    ? Optional.empty()
                    : Optional.ofNullable(manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                            .map(String::strip)
                            .filter(name -> !name.isEmpty());
        } catch (IOException notAJar) {
            throw fileInvalid(jar, "it is no jar (" + notAJar.getMessage() + ")", notAJar);
        }
    }

    private static JobException fileInvalid(Path file, String cause, @Nullable IOException exception) {
        return new JobException(
                ErrorCode.JOB_FILE_INVALID,
                "%s cannot be submitted: %s. Name the jar of a program".formatted(file, cause),
                exception);
    }

    private static boolean holds(Path entry, String file) {
        if (Files.isDirectory(entry)) return Files.isRegularFile(entry.resolve(file));
        try (var zip = new ZipFile(entry.toFile())) {
            return zip.getEntry(file) != null;
        } catch (IOException unreadable) {
            return false;
        }
    }
}

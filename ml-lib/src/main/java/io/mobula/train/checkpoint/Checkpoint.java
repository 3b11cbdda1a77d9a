package io.mobula.train.checkpoint;

import io.mobula.train.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A committed checkpoint: a folder with a manifest and a file for each rank that gave a value.
 *
 * {@snippet :
 * Net net = result.best().orElseThrow().load(Net.class);
 * Net again = Checkpoint.open(Path.of("runs/digits/step-000000000012")).load(Net.class);
 * }
 *
 * <p>Its files never change. They are gone when the run that wrote them has kept enough newer or better ones; copy the folder to keep it.
 *
 * <p>Thread safety: immutable. Cost: {@code load} reads one file as a whole and verifies its checksum.
 */
public final class Checkpoint {
    private final Path path;
    private final Manifest manifest;
    private final CheckpointFormat format;

    Checkpoint(Path path, Manifest manifest, CheckpointFormat format) {
        this.path = path;
        this.manifest = manifest;
        this.format = format;
    }

    /** The checkpoint in this folder, in the {@linkplain CheckpointFormat#standard() standard format}. Throws {@link CheckpointException} if there is none, or not a whole one. */
    public static Checkpoint open(Path folder) {
        return open(folder, CheckpointFormat.standard());
    }

    public static Checkpoint open(Path folder, CheckpointFormat format) {
        try {
            return new Checkpoint(folder, Manifest.read(folder), format);
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException(
                    Reason.CORRUPT,
                    "Folder " + folder + " is no whole checkpoint: " + e.getMessage()
                            + ". Use another checkpoint of the run",
                    e);
        }
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** The name of the run that wrote it. */
    public String run() {
        return manifest.run();
    }

    /** The report it belongs to, from 1. */
    public long step() {
        return manifest.step();
    }

    /** What it is ranked by; empty if the run ranks none. */
    public OptionalDouble metric() {
        return manifest.metric();
    }

    /** The ranks that gave a value, in order. Rank 0 is one of them. */
    public List<Integer> ranks() {
        return manifest.parts().stream().map(Manifest.Part::rank).toList();
    }

    /** Rank 0's value, a new one at each call. */
    public <S> S load(Class<S> type) {
        return load(type, 0);
    }

    /** The value of one of {@link #ranks}. */
    public <S> S load(Class<S> type, int rank) {
        if (!manifest.format().equals(format.id())) {
            throw new CheckpointException(
                    Reason.NOT_READABLE,
                    "Checkpoint " + path + " is written in format " + manifest.format() + ", not in " + format.id()
                            + ". Open it with the format that wrote it",
                    null);
        }
        return format.read(type, bytes(rank));
    }

    /** The encoded value of one of {@link #ranks}, verified. */
    public byte[] bytes(int rank) {
        Manifest.Part part = manifest.parts().stream()
                .filter(candidate -> candidate.rank() == rank)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Checkpoint " + path + " has no value of rank " + rank + ", but of " + ranks()));
        Path file = path.resolve(part.file());
        try {
            byte[] content = Files.readAllBytes(file);
            if (part.matches(content)) return content;
            throw new CheckpointException(
                    Reason.CORRUPT,
                    "File " + file + " is not what was written: " + content.length + " bytes, " + part.bytes()
                            + " expected, or another checksum. Use another checkpoint of the run",
                    null);
        } catch (IOException e) {
            throw new CheckpointException(
                    Reason.CORRUPT,
                    "File " + file + " cannot be read: " + e + ". Use another checkpoint of the run",
                    e);
        }
    }

    /** {@code digits step 12 (0.973)}. */
    @Override
    public String toString() {
        return run() + " step " + step() + (metric().isPresent() ? " (" + metric().getAsDouble() + ")" : "");
    }
}

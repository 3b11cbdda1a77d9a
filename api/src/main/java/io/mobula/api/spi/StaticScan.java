package io.mobula.api.spi;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the statics that a body uses and a cluster does not share. Constants, statics of the JDK and what compilers make up are none. */
final class StaticScan {
    private static final Set<String> HANDLES =
            Set.of("Lio/mobula/api/Mobula;", "Lio/mobula/api/ObjectRef;", "Lio/mobula/api/Ref;");

    private final ClassFiles files;
    private final List<StaticUse> uses = new ArrayList<>();

    private StaticScan(ClassFiles files) {
        this.files = files;
    }

    static List<StaticUse> read(Class<?> owner, BodyCode code) {
        var scan = new StaticScan(new ClassFiles(owner.getClassLoader()));
        scan.files
                .find(code.owner())
                .ifPresent(model -> new CodeWalk(model, (instruction, line, _) -> scan.visit(instruction, line))
                        .method(code.name(), code.descriptor()));
        return List.copyOf(scan.uses);
    }

    private void visit(Instruction instruction, int line) {
        if (!(instruction instanceof FieldInstruction field)) return;
        if (field.opcode() != Opcode.GETSTATIC && field.opcode() != Opcode.PUTSTATIC) return;
        String owner = field.owner().asInternalName();
        declaration(owner, field.name().stringValue())
                .flatMap(f -> kind(f, field.opcode()))
                .ifPresent(kind -> {
                    String name = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1) + "."
                            + field.name().stringValue();
                    boolean known = uses.stream().anyMatch(use -> use.field().equals(name) && use.line() == line);
                    if (!known) uses.add(new StaticUse(name, line, kind));
                });
    }

    private static Optional<StaticUse.Kind> kind(FieldModel field, Opcode opcode) {
        int flags = field.flags().flagsMask();
        if ((flags & ClassFile.ACC_SYNTHETIC) != 0)
            return Optional.empty(); // $assertionsDisabled, $VALUES, $SwitchMap$…
        if ((flags & ClassFile.ACC_FINAL) != 0) {
            boolean handle = HANDLES.contains(field.fieldType().stringValue());
            return handle ? Optional.of(StaticUse.Kind.READS_HANDLE) : Optional.empty();
        }
        return Optional.of(opcode == Opcode.GETSTATIC ? StaticUse.Kind.READS_ASSIGNABLE : StaticUse.Kind.ASSIGNS);
    }

    /** A subclass may stand in the instruction for the class that declares the field. */
    private Optional<FieldModel> declaration(String owner, String name) {
        Optional<ClassModel> holder = files.find(owner);
        while (holder.isPresent()) {
            for (FieldModel field : holder.get().fields()) {
                if (field.fieldName().equalsString(name)) return Optional.of(field);
            }
            holder = holder.get().superclass().flatMap(parent -> files.find(parent.asInternalName()));
        }
        return Optional.empty();
    }
}

package io.mobula.api.spi;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandleInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a body's class file tells, for messages and for dependencies in fields.
 *
 * @param title {@code Lambda in Refusals.fields line 58}; without line if the class was compiled without
 * @param captureNames the captured variables' own names, as far as the class file has them ({@code javac -g}, as build tools do)
 * @param thisReads the fields that a lambda reads of its {@code this}, and the methods it calls on it, as {@code name()}
 */
public record BodyFacts(String title, List<String> captureNames, List<String> thisReads) {
    private static final String LAMBDA = "lambda$";
    /** javac: {@code lambda$run$0}, serializable {@code lambda$run$1a2b3c4d$1}; ecj: {@code lambda$0}, which names no method. */
    private static final Pattern JAVAC = Pattern.compile("lambda\\$(.+?)(\\$[0-9a-f]+)?\\$\\d+");

    private static final String THIS = "this";

    public BodyFacts {
        captureNames = List.copyOf(captureNames);
        thisReads = List.copyOf(thisReads);
    }

    /** Whether it is a lambda in an instance method that uses the instance. */
    public boolean capturesThis() {
        return !captureNames.isEmpty() && captureNames.getFirst().equals(THIS);
    }

    static boolean isLambda(BodyCode code) {
        return code.name().startsWith(LAMBDA);
    }

    static BodyFacts read(Class<?> owner, BodyCode code) {
        Optional<ClassModel> file = new ClassFiles(owner.getClassLoader()).find(code.owner());
        Optional<MethodModel> method = file.flatMap(model -> method(model, code));
        return new BodyFacts(
                title(code, method.map(BodyFacts::firstLine).orElse(0)),
                method.map(m -> names(m, code)).orElse(List.of()),
                isLambda(code) ? file.map(model -> reads(model, code)).orElse(List.of()) : List.of());
    }

    private static Optional<MethodModel> method(ClassModel model, BodyCode code) {
        return model.methods().stream()
                .filter(m -> m.methodName().equalsString(code.name())
                        && m.methodType().equalsString(code.descriptor()))
                .findFirst();
    }

    private static String title(BodyCode code, int line) {
        String where = line == 0 ? "" : " line " + line;
        String owner = code.owner()
                .substring(Math.max(code.owner().lastIndexOf('/'), code.owner().lastIndexOf('$')) + 1);
        if (!isLambda(code)) return "Method " + owner + "." + code.name() + where;
        Matcher named = JAVAC.matcher(code.name());
        if (!named.matches()) return "Lambda in " + owner + where;
        String method = switch (named.group(1)) {
            case "static" -> "<clinit>";
            case "new" -> "<init>";
            case String name -> name;
        };
        return "Lambda in " + owner + "." + method + where;
    }

    private static int firstLine(MethodModel method) {
        return method.code()
                .flatMap(code -> code.elementStream()
                        .filter(LineNumber.class::isInstance)
                        .map(e -> ((LineNumber) e).line())
                        .findFirst())
                .orElse(0);
    }

    /** The captured values are the method's first parameters. */
    private static List<String> names(MethodModel method, BodyCode code) {
        Map<Integer, String> slots = new TreeMap<>();
        method.code().ifPresent(elements -> {
            for (CodeElement e : elements) {
                if (e instanceof LocalVariable v)
                    slots.putIfAbsent(v.slot(), v.name().stringValue());
            }
        });
        List<String> names = new ArrayList<>();
        int slot = 0;
        if ((method.flags().flagsMask() & ClassFile.ACC_STATIC) == 0) {
            slot = 1;
            if (code.kind() != MethodHandleInfo.REF_newInvokeSpecial) names.add(isLambda(code) ? THIS : "receiver");
        }
        for (ClassDesc parameter : method.methodTypeSymbol().parameterList()) {
            if (!slots.containsKey(slot)) break; // names without their predecessors would name the wrong value
            names.add(slots.get(slot));
            slot += parameter.descriptorString().equals("J")
                            || parameter.descriptorString().equals("D")
                    ? 2
                    : 1;
        }
        return names;
    }

    private static List<String> reads(ClassModel model, BodyCode code) {
        String self = model.thisClass().asInternalName();
        Set<String> reads = new LinkedHashSet<>();
        new CodeWalk(model, (instruction, _, onThis) -> {
                    switch (instruction) {
                        case FieldInstruction field
                        when onThis
                                && field.opcode() == Opcode.GETFIELD
                                && field.owner().asInternalName().equals(self) ->
                            reads.add(field.name().stringValue());
                        case InvokeInstruction call
                        when call.opcode() != Opcode.INVOKESTATIC
                                && call.owner().asInternalName().equals(self)
                                && !call.name().equalsString("<init>") ->
                            reads.add(call.name().stringValue() + "()");
                        default -> {}
                    }
                })
                .method(code.name(), code.descriptor());
        return List.copyOf(reads);
    }
}

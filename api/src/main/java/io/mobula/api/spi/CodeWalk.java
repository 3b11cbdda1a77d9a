package io.mobula.api.spi;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.HashSet;
import java.util.Set;

/** Visits a body's instructions: those of its method, and of every method of the same class that it reaches by calls and by lambdas of its own. */
final class CodeWalk {
    /** Told each instruction. */
    interface Visitor {
        /**
         * Called in the order of the code.
         *
         * @param line in the source; 0 if the class file has no lines
         * @param onThis whether the instruction before it loaded {@code this}, or the first parameter of a static method
         */
        void instruction(Instruction instruction, int line, boolean onThis);
    }

    private final ClassModel model;
    private final String self;
    private final Visitor visitor;
    private final Set<String> done = new HashSet<>();

    CodeWalk(ClassModel model, Visitor visitor) {
        this.model = model;
        this.self = model.thisClass().asInternalName();
        this.visitor = visitor;
    }

    void method(String name, String descriptor) {
        if (!done.add(name + descriptor)) return;
        for (MethodModel method : model.methods()) {
            if (method.methodName().equalsString(name) && method.methodType().equalsString(descriptor)) {
                method.code().ifPresent(this::code);
            }
        }
    }

    private void code(Iterable<CodeElement> elements) {
        int line = 0;
        boolean onThis = false;
        for (CodeElement element : elements) {
            if (element instanceof LineNumber number) line = number.line();
            if (!(element instanceof Instruction instruction)) continue;
            visitor.instruction(instruction, line, onThis);
            follow(instruction);
            onThis = instruction instanceof LoadInstruction load && load.slot() == 0;
        }
    }

    private void follow(Instruction instruction) {
        switch (instruction) {
            case InvokeInstruction call
            when call.owner().asInternalName().equals(self) ->
                method(call.name().stringValue(), call.type().stringValue());
            case InvokeDynamicInstruction dynamic -> {
                for (ConstantDesc argument : dynamic.bootstrapArgs()) {
                    if (argument instanceof DirectMethodHandleDesc handle
                            && handle.owner().descriptorString().equals("L" + self + ";")) {
                        method(handle.methodName(), handle.lookupDescriptor());
                    }
                }
            }
            default -> {}
        }
    }
}

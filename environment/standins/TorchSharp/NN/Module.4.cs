namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<T1, T2, T3, T4, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4);
        }

        public abstract class Module<T1, T2, T3, T4, TResult> : HookableModule<Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?>, Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult>>, IModule<T1, T2, T3, T4, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4) => Hooked ? CallHooked(input1, input2, input3, input4) : forward(input1, input2, input3, input4);

            private TResult CallHooked(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                Before();
                foreach (var hook in pre_hooks.Values)
                    if (hook(this, input1, input2, input3, input4) is { } changed) (input1, input2, input3, input4) = changed;
                var result = forward(input1, input2, input3, input4);
                foreach (var hook in post_hooks.Values) result = hook(this, input1, input2, input3, input4, result) ?? result;
                After();
                return result;
            }
        }
    }
}

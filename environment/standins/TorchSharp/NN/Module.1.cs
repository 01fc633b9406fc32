namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T input);

            public TResult call(T input) => Hooked ? CallHooked(input) : forward(input);

            private TResult CallHooked(T input)
            {
                Before();
                foreach (var hook in pre_hooks.Values) input = hook(this, input) ?? input;
                var result = forward(input);
                foreach (var hook in post_hooks.Values) result = hook(this, input, result) ?? result;
                After();
                return result;
            }
        }
    }
}

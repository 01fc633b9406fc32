namespace Workbench.Notebooks.Html;

/// <summary>What LaTeX's names stand for.</summary>
internal static class MathSymbols
{
    private static readonly Dictionary<string, string> Letters = Parse(
        "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ " +
        "phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω ell ℓ infty ∞ nabla ∇ partial ∂ emptyset ∅");

    private static readonly Dictionary<string, string> Operators = Parse(
        "cdot ⋅ times × div ÷ pm ± le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ subset ⊂ cup ∪ cap ∩ to → " +
        "rightarrow → leftarrow ← Rightarrow ⇒ mapsto ↦ succ ≻ prec ≺ sum ∑ prod ∏ int ∫ mid ∣ vert | Vert ‖ | ‖ parallel ∥ forall ∀ exists ∃ ldots … " +
        "dots … cdots ⋯ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ odot ⊙ oplus ⊕ otimes ⊗ circ ∘ star ⋆ { { } } % % _ _ # # & &amp; top ⊤");

    private static readonly string[] Functions =
        ["log", "ln", "exp", "min", "max", "sin", "cos", "tanh", "softmax", "arg", "det", "lim", "sup", "inf", "Pr", "clip", "KL"];

    private static readonly string[] Large = ["sum", "prod", "min", "max", "lim", "sup", "inf", "argmax", "argmin", "underbrace"];

    internal static string? Find(string name) =>
        Letters.TryGetValue(name, out var letter) ? $"<mi>{letter}</mi>"
        : Operators.TryGetValue(name, out var symbol) ? $"<mo>{symbol}</mo>"
        : Functions.Contains(name) ? $"<mi>{name}</mi>"
        : null;

    /// <summary>Whether scripts stand below and above rather than beside it.</summary>
    internal static bool IsLarge(string source) => Large.Any(name => source == "\\" + name || source.StartsWith($"\\{name}{{", StringComparison.Ordinal));

    internal static string Accent(string name) => name switch
    {
        "hat" or "widehat" => "^",
        "bar" or "overline" => "¯",
        "tilde" => "~",
        "vec" => "→",
        _ => "˙",
    };

    internal static string Alphabet(string name, string text) =>
        string.Concat(text.Select(letter => (name, letter) switch
        {
            ("mathbb", 'C') => "ℂ",
            ("mathbb", 'N') => "ℕ",
            ("mathbb", 'P') => "ℙ",
            ("mathbb", 'R') => "ℝ",
            ("mathbb", 'Z') => "ℤ",
            ("mathbb", >= 'A' and <= 'Z') => char.ConvertFromUtf32(0x1D538 + letter - 'A'),
            ("mathbb", '1') => "𝟙",
            ("mathcal", 'L') => "ℒ",
            ("mathcal", >= 'A' and <= 'Z') => char.ConvertFromUtf32(0x1D4D0 + letter - 'A'),
            ("mathbf" or "boldsymbol", >= 'A' and <= 'Z') => char.ConvertFromUtf32(0x1D400 + letter - 'A'),
            ("mathbf" or "boldsymbol", >= 'a' and <= 'z') => char.ConvertFromUtf32(0x1D41A + letter - 'a'),
            _ => letter.ToString(),
        }));

    private static Dictionary<string, string> Parse(string pairs)
    {
        var words = pairs.Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => words[2 * i], i => words[(2 * i) + 1]);
    }
}

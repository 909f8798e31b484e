namespace Chat.Gateway.Tests.Wire;

/// <summary>The configuration that the parts of a test's stack share.</summary>
internal sealed record StackSettings(string Redis)
{
    public const string Key = "a signing key of tests, long enough for it";

    public IReadOnlyDictionary<string, string?> Configuration { get; private init; } = new Dictionary<string, string?>
    {
        ["ConnectionStrings:redis"] = Redis,
        ["Internal:Secret"] = "a secret of tests",
        ["Auth:SigningKey"] = Key,
        ["Logging:LogLevel:Default"] = "Warning",
    };

    public StackSettings With(params (string Key, string Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>(Configuration);
        foreach (var (key, value) in settings)
            configuration[key] = value;
        return this with { Configuration = configuration };
    }
}

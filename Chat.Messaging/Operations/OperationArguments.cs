namespace Chat.Messaging.Operations;

/// <summary>What follows the name of a command: words, <c>--option value</c> or <c>option=value</c> (some tools take no arguments
/// that begin with dashes), and <c>--flag</c> or <c>flag=true</c>.</summary>
public sealed class OperationArguments
{
    private readonly Dictionary<string, string> _options = [];
    private readonly HashSet<string> _flags = [];

    /// <param name="options">Those that take a value.</param>
    /// <param name="flags">Those that take none.</param>
    /// <exception cref="UsageException">There is another option, or a value is missing.</exception>
    public OperationArguments(IEnumerable<string> arguments, IReadOnlyCollection<string> options, IReadOnlyCollection<string> flags)
    {
        var words = new List<string>();
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            var argument = rest.Current;
            if (argument.Split('=', 2) is [var name, var value])
                Set(name.StartsWith('-') ? name : $"--{name}", value, options, flags);
            else if (!argument.StartsWith("--", StringComparison.Ordinal))
                words.Add(argument);
            else if (flags.Contains(argument))
                _flags.Add(argument);
            else if (!options.Contains(argument))
                throw new UsageException($"There is no option {argument} here.");
            else if (rest.MoveNext())
                _options[argument] = rest.Current;
            else
                throw new UsageException($"{argument} needs a value.");
        }

        Words = words;
    }

    public IReadOnlyList<string> Words { get; }

    public bool Has(string flag) => _flags.Contains(flag);

    public string? Option(string name) => _options.GetValueOrDefault(name);

    public string Required(string name) => Option(name) ?? throw new UsageException($"{name} is missing.");

    private void Set(string name, string value, IReadOnlyCollection<string> options, IReadOnlyCollection<string> flags)
    {
        if (options.Contains(name))
            _options[name] = value;
        else if (flags.Contains(name) && value == "true")
            _flags.Add(name);
        else
            throw new UsageException($"There is no {name} with this value here.");
    }
}

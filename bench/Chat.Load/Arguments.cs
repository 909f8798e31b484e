using System.Globalization;

namespace Chat.Load;

/// <summary>A command line of <c>--name value</c> pairs, <c>--switch</c>es and at most one word without a name.</summary>
internal sealed record Arguments(string? Word, IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Switches)
{
    public Uri Edge => Uri.TryCreate(Values.GetValueOrDefault("--edge", "http://localhost:8080"), UriKind.Absolute, out var edge)
        ? edge
        : throw new UsageException("--edge wants an address.");

    public string? Json => Text("--json");

    public static Arguments Parse(string[] args, string[] names, string[] switches)
    {
        string? word = null;
        var values = new Dictionary<string, string>();
        var on = new HashSet<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (switches.Contains(args[i]))
                on.Add(args[i]);
            else if (names.Contains(args[i]) && i + 1 < args.Length)
                values[args[i]] = args[++i];
            else if (!args[i].StartsWith('-') && word is null)
                word = args[i];
            else
                throw new UsageException($"{args[i]}?");
        }

        return new Arguments(word, values, on);
    }

    public string? Text(string name) => Values.GetValueOrDefault(name);

    public int? Number(string name) => Values.ContainsKey(name) ? Number(name, 0) : null;

    public TimeSpan Seconds(string name, int otherwise) => TimeSpan.FromSeconds(Number(name, otherwise));

    public int Number(string name, int otherwise) =>
        !Values.TryGetValue(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new UsageException($"{name} wants a number above 0.");
}

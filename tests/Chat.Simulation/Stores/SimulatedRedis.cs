using System.Globalization;
using Chat.Simulation.Scheduling;
using StackExchange.Redis;

namespace Chat.Simulation.Stores;

/// <summary>The one Redis of a run: strings with a time to live, sets, and hashes. The scripts that the services send are
/// told by what only they do.</summary>
internal sealed class SimulatedRedis(World world)
{
    private readonly Dictionary<string, (string Text, long Until)> _strings = [];
    private readonly SortedDictionary<string, SortedSet<string>> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, string>> _hashes = [];

    private long _lastTime;

    /// <summary>It answers nobody.</summary>
    public bool IsAway { get; set; }

    public void LoseEverything()
    {
        _strings.Clear();
        _sets.Clear();
        _hashes.Clear();
    }

    public RedisValue Get(string key) =>
        _strings.TryGetValue(key, out var entry) && entry.Until > world.Now ? entry.Text : RedisValue.Null;

    public bool Set(string key, string text, TimeSpan? timeToLive)
    {
        _strings[key] = (text, timeToLive is { } time ? world.Now + time.Ticks : long.MaxValue);
        return true;
    }

    public TimeSpan? TimeToLive(string key) =>
        _strings.TryGetValue(key, out var entry) && entry.Until > world.Now && entry.Until < long.MaxValue ? TimeSpan.FromTicks(entry.Until - world.Now) : null;

    public bool Delete(string key) => _strings.Remove(key);

    public bool Add(string key, string member)
    {
        if (!_sets.TryGetValue(key, out var set))
            _sets.Add(key, set = new SortedSet<string>(StringComparer.Ordinal));
        return set.Add(member);
    }

    public bool Remove(string key, string member) => _sets.TryGetValue(key, out var set) && set.Remove(member);

    public RedisValue[] Members(string key) => _sets.TryGetValue(key, out var set) ? [.. set.Select(member => (RedisValue)member)] : [];

    public HashEntry[] Hash(string key) =>
        _hashes.TryGetValue(key, out var hash) ? [.. hash.Select(entry => new HashEntry(entry.Key, entry.Value))] : [];

    public RedisResult Run(string script, string key, RedisValue[] arguments)
    {
        if (script.Contains("'TIME'", StringComparison.Ordinal))
            return Register(HashAt(key), arguments);
        if (script.Contains("entry ~= before", StringComparison.Ordinal))
            return Restore(HashAt(key), arguments);
        if (script.Contains("'HDEL'", StringComparison.Ordinal))
            return Remove(HashAt(key), arguments);
        if (script.Contains("string.gmatch", StringComparison.Ordinal))
            return Raise(key, arguments);
        throw new NotSupportedException(script);
    }

    private SortedDictionary<string, string> HashAt(string key)
    {
        if (!_hashes.TryGetValue(key, out var hash))
            _hashes.Add(key, hash = new SortedDictionary<string, string>(StringComparer.Ordinal));
        return hash;
    }

    private RedisResult Register(SortedDictionary<string, string> hash, RedisValue[] arguments)
    {
        var before = hash.GetValueOrDefault(arguments[0]!, "");
        // Redis runs one script at a time, and none within a microsecond.
        _lastTime = Math.Max((NodeClock.At(world) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, _lastTime + 1);
        var id = Math.Max(_lastTime, Number(before) + 1);
        hash[arguments[0]!] = $"{id}|{arguments[1]}|{arguments[2]}";
        return RedisAnswer.Of(id.ToString(CultureInfo.InvariantCulture), before);
    }

    private static RedisResult Restore(SortedDictionary<string, string> hash, RedisValue[] arguments)
    {
        var before = hash.GetValueOrDefault(arguments[0]!, "");
        if (Number(before) > (long)arguments[1])
            return RedisAnswer.Of(before);
        return RedisAnswer.Of(hash[arguments[0]!] = $"{arguments[1]}|{arguments[2]}|{arguments[3]}");
    }

    private static RedisResult Remove(SortedDictionary<string, string> hash, RedisValue[] arguments) =>
        RedisAnswer.Of(Number(hash.GetValueOrDefault(arguments[0]!, "")) == (long)arguments[1] && hash.Remove(arguments[0]!) ? 1 : 0);

    private RedisResult Raise(string key, RedisValue[] arguments)
    {
        var before = ((string?)Get(key))?.Split('|') ?? ["0", "0", "0", "0"];
        var now = before.Select((text, i) => Math.Max(long.Parse(text, CultureInfo.InvariantCulture), (long)arguments[i]));
        Set(key, string.Join('|', now), TimeSpan.FromSeconds((long)arguments[4]));
        return RedisAnswer.Of(1);
    }

    private static long Number(string entry) => entry.Length == 0 ? 0 : long.Parse(entry.Split('|')[0], CultureInfo.InvariantCulture);
}

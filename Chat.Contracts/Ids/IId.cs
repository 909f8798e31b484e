namespace Chat.Contracts.Ids;

/// <summary>A 64-bit id with a prefix that names its kind. <c>default</c> is "no id" and never issued.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    static abstract string Prefix { get; }

    static abstract TSelf From(long value);

    long Value { get; }
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value made of others.</summary>
public interface IValueWithReferences
{
    /// <summary>Resources, or further values.</summary>
    IEnumerable<object> References { get; }
}

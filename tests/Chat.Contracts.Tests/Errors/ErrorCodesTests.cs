using System.Reflection;
using Chat.Contracts.Errors;

namespace Chat.Contracts.Tests.Errors;

public sealed class ErrorCodesTests
{
    [Fact]
    public void Every_code_has_a_status_and_is_written_with_dashes()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToArray();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.InRange(ErrorCodes.HttpStatus(code), 400, 503));
        Assert.All(codes, code => Assert.Matches("^[a-z]+(-[a-z]+)*$", code));
    }

    [Fact]
    public void What_is_no_code_has_none() => Assert.Throws<ArgumentOutOfRangeException>(() => ErrorCodes.HttpStatus("oops"));
}

/** For tests of programs that use the SDK: a mocked installation, by msw. */
export { type MockAskes, type MockedCall, type MockedProblem, mockAskes } from './mock-askes';
